"""The words behind the codes of what people complain about to an authority, in order; see `sim.codes`."""

GRIEVANCES = (
    "a message after asking for none",
    "no way to stop the messages",
    "a mail from nobody they know",
    "a subject line that was not true",
    "a mail to a friend who never agreed",
    "data passed on",
    "data lost",
    "no answer about own data",
    "a fee for own data",
)
"""What people complain about to an authority; `GRIEVANCE_TO` says to which of `AUTHORITIES`."""
GRIEVANCE_TO = (1, 1, 1, 1, 0, 0, 0, 0, 0)
NOT_STOPPED = (
    "not told that they may",
    "found no way to",
    "could not read how to",
    "would not pay for it",
    "the link was dead",
    "nobody read the reply",
)
