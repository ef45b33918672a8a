"""The words behind the codes of the log: what a number in a column of codes stands for, in order."""

LEAVING = (
    "habit",
    "late parcel",
    "cancelled line",
    "charged more than shown",
    "waited for an answer",
    "too many messages",
)
HARMS = LEAVING[1:]
LOST = ("shop down", "sold out")
FIELDS = ("price", "promotion", "content")
CAUSES = ("slip at the keyboard", "missed start", "missed end", "change in the goods", "intruder")
FINDERS = ("check", "customer", "review", "outside")
ABOUT = ("question", "charged more than shown", "late parcel", "cancelled line")
MAILS = ("newsletter", "coupon", "welcome mail", "basket reminder", "mail to a quiet customer", "text message")
CONSENTS = (
    "clear question",
    "box ticked in advance",
    "no question",
    "inherited, on record",
    "inherited, not on record",
)
TASKS = (
    "answering",
    "publishing",
    "price check",
    "content check",
    "repair",
    "unsubscribe list",
    "stock count",
    "reconciliation",
    "log review",
    "clean-up",
    "two-step sign-in",
    "posting",
    "comments",
    "forum",
)
COSTS = ("clerks", "messages", "parcels", "goodwill", "incident", "website", "forum")
SAID = ("praise", *HARMS)
HEARD = ("praise", "a complaint", "an answer by the shop")
THREADS = ("a question", "a rumour", "abuse")
OBSTACLES = ("only looked", "extra costs", "had to sign in", "did not trust the page", "too many pages")
GATES = (
    "nothing",
    "mail filter",
    "a colleague's report",
    "not clicked",
    "no password typed",
    "two-step sign-in",
)
