"""The shop as its staff look back on it, read from the log: pages, faults, work, buying, obstacles, funnel, talk."""

from sim.pages.attack_diary import attack_diary, stopped
from sim.pages.fault_diary import fault_diary
from sim.pages.shop_front import shop_front
from sim.pages.staff_calendar import staff_calendar

__all__ = ["attack_diary", "fault_diary", "shop_front", "staff_calendar", "stopped"]
