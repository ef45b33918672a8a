"""What the shop knows of its customers, read from the log: a table, and the record of one customer."""

from sim.crm.record import CustomerRecord, customer_record
from sim.crm.table import customer_table, group_table

__all__ = ["CustomerRecord", "customer_record", "customer_table", "group_table"]
