"""Where alembic finds the database: the connection that is open already, so that all is one transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
