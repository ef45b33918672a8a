"""The words behind the codes of the log: what a number in a column of codes stands for, in order."""

LEAVING = (
    "habit",
    "late parcel",
    "cancelled line",
    "charged more than shown",
    "waited for an answer",
    "too many messages",
    "refused a reward",
    "coupon refused",
    "crossed-out price not true",
    "goods not as described",
    "wrong thing in the parcel",
    "data given away",
    "promise forgotten",
    "met a closed shop",
    "payment declined",
    "charged twice",
    "refund late",
    "card misused",
    "data stolen",
    "subject line not true",
    "cannot stop the messages",
    "learned of lost data",
    "told of lost data",
    "request about own data late",
    "refund refused",
    "fee shown after payment",
    "note on stock not true",
    "account taken over",
    "parcel never came",
    "a bought review believed",
    "dearer than elsewhere",
)
HARMS = LEAVING[1:]
LOST = (
    "shop down",
    "sold out",
    "coupon refused",
    "put off by adverts",
    "too many orders from one telephone",
    "would not pay before packing",
    "not reached by telephone",
)
CODES = ("no coupon", "sent", "leaked", "on the front page")
OFFERS = ("weekly promotion", "flash sale")
FIELDS = ("price", "promotion", "content")
CAUSES = (
    "slip at the keyboard",
    "missed start",
    "missed end",
    "change in the goods",
    "intruder",
    "lost in the recovery",
    "error in the move",
    "not yet entered",
    "shifted rows",
    "feed broken",
    "old model on the page",
    "new model on the page too early",
    "break-in at the server",
)
REASONS = ("costs", "season", "law", "promotion", "new model")
FINDERS = ("check", "customer", "review", "outside", "packer", "program", "tamper check", "attacker", "user of the PC")
ABOUT = (
    "question",
    "charged more than shown",
    "late parcel",
    "cancelled line",
    "goods not as described",
    "wrong thing in the parcel",
    "not answered",
    "refused a reward",
    "promise forgotten",
    "charged twice",
    "refund late",
    "account taken over",
    "parcel never came",
)
MAILS = (
    "newsletter",
    "coupon",
    "welcome mail",
    "basket reminder",
    "mail to a quiet customer",
    "text message",
    "coupon by text",
    "mail to a bought address",
)
CONSENTS = (
    "clear question",
    "box ticked in advance",
    "no question",
    "inherited, on record",
    "inherited, not on record",
)
ON_RECORD = tuple(CONSENTS.index(how) for how in ("clear question", "inherited, on record"))
"""Ways of asking in which a tick is a consent. A box ticked in advance shows silence only."""
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
    "parcel check",
    "second approval",
    "credit ledger review",
    "gift register",
    "requests for data",
    "posting",
    "comments",
    "forum",
    "goods in",
    "trying changes out",
    "false alarm",
    "restore test",
    "orders typed in again",
    "orders by phone and form",
    "notices",
    "training",
    "wishes for the new system",
    "learning the new system",
    "checks of the move",
    "old and new side by side",
    "patching",
    "alarms",
    "paying back",
    "refunds",
    "disputed payments",
    "goods sent back",
    "review of needs",
    "tamper check",
    "cleaning PCs",
    "programs to be allowed",
    "requests about own data",
    "notice of a regulator",
    "loss of data",
    "copyright complaints",
    "access review",
    "signing in again",
    "new passwords",
    "unlocking accounts",
    "work without the app",
    "closing customers' accounts",
    "keeping the steps true",
    "teaching a helper",
    "looking at sellers",
    "review of reviews",
    "sellers who broke the rules",
    "parcels that nobody took in",
    "calling customers back",
    "proof of stock",
)
COSTS = (
    "clerks",
    "messages",
    "parcels",
    "goodwill",
    "incident",
    "website",
    "replacements",
    "credits without a complaint",
    "favours to a supplier",
    "membership scheme",
    "rewards for bringing a friend",
    "rewards drawn by cheats",
    "forum",
    "stock on the shelf",
    "orders to suppliers",
    "one inbox",
    "disputes lost for want of a record",
    "cover for outages",
    "room for visitors",
    "changes at night",
    "backups",
    "publicity",
    "training",
    "security",
    "set-up of the system",
    "system fees",
    "hardware",
    "commission",
    "borrowing",
    "automatic comparison",
    "price feed",
    "overtime",
    "fees for disputed payments",
    "refunds that were too large",
    "protection against attack",
    "bought addresses",
    "received for customers' names",
    "contract for the list of addresses",
    "vouchers for reviews",
    "vouchers in place of refunds",
    "received from customers for their requests",
    "claims of owners of pictures",
    "misuse of accounts",
    "helpers",
    "received from the carrier",
    "parcels that nobody took in",
    "sellers' share of dearer prices",
)
FORMS = (
    "name and e-mail",
    "with address and phone",
    "with birthday and interests",
    "with identity card",
)
EARNED = ("an order", "joining", "a member of staff")
TIERS = ("member", "silver", "gold")
SAID = ("praise", *HARMS)
HEARD = ("praise", "a complaint", "an answer by the shop")
THREADS = ("a question", "a rumour", "abuse")
OBSTACLES = ("only looked", "extra costs", "had to sign in", "did not trust the page", "too many pages")
CUSTOMER_GROUPS = (
    "let down lately",
    "new",
    "best",
    "regular",
    "coming along",
    "gone quiet",
    "ordered once",
)
GATES = (
    "nothing",
    "mail filter",
    "a colleague's report",
    "not clicked",
    "no password typed",
    "two-step sign-in",
)
MISUSE_FINDERS = ("second approval", "ledger review")
GIFT_ANSWERS = ("taken, and nobody told", "taken with leave and written down", "refused")
ASKERS = ("the customer", "a court", "a colleague", "a friend of staff", "a supplier")
CHANNELS = ("mail", "chat", "voice mail")
RECORDS = ("records of orders and payments", "messages of customers")
PROOFS = ("on file", "not on file", "destroyed")
OUTAGES = (
    "the provider",
    "hardware",
    "a change to the system",
    "too many visitors",
    "the move to a new system",
    "ransomware",
    "a flood of requests",
)
CHANGE_CONTROLS = ("straight to the shop", "in quiet hours", "test shop first")
BACKUP_COPIES = ("same machine", "a second place", "a second place and off-line")
MENDERS = ("restore test", "loss of data")
NOTICES = ("none", "on the page", "on the page and by mail")
PROJECT_TASKS = ("set up", "prepare the data", "build the pages", "move the data", "teach staff", "test")
BUDGET_LINES = ("software", "hardware", "publicity", "training", "security", "reserve")
WAYS_TO_PAY = ("card", "FPS", "wallet")
PAYMENT_FAILED = (
    "their way to pay is not offered",
    "the bank's extra step is not finished",
    "declined, and not tried again",
    "declined twice",
)
REFUND_FOR = ("a complaint", "a second charge", "goods sent back", "a wrong price, unasked")
DISPUTED = ("denies the order", "charged twice", "refund not paid", "not delivered")
STOLEN_CARD = ("stopped by the bank's extra step", "the bank answers for it", "the shop will lose it")
MATCHED_BY = ("matching records", "the customer")
PATCHED_BY = ("the provider", "the round of updates", "an urgent update", "cleaning up")
BREAK_INS = ("nothing of use", "a skimmer on the payment page", "altered prices", "data copied", "ransomware")
SERVER_GATES = ("nothing", "the payment company's page")
CARD_PAGES = ("the payment company's page", "our own form")
PC_ATTACKS = ("adware", "a thief of sign-ins")
PC_GATES = ("nothing", "the program against malware", "the list of allowed programs")
FLOOD_GATES = ("nothing", "the provider's shield")
AUTHORITIES = ("the Privacy Commissioner", "the Communications Authority")
SENDERS = ("name and street address", "name and P.O. box", "a first name only")
STATEMENTS = ("clear", "small print", "none")
LANGUAGES = ("Chinese and English", "English only")
CONTACTS = ("the link to unsubscribe", "the mailbox for replies")
DATA_WISHES = ("a copy", "a correction", "to be forgotten")
DATA_ANSWERS = ("done", "records of sales erased as well", "refused")
BREACHES = ("an account was taken over", "the firm that stores the addresses lost them")
TOLD = ("the people", "the Privacy Commissioner")
ROLES = ("administrator", "in charge", "staff", "supplier")
RIGHTS_OF = ("administrators only", "the staff in charge", "all staff", "all staff and suppliers")
"""Who may do something; each word lets in one more of `ROLES`."""
ACTIONS = (
    "change prices",
    "change stock",
    "make coupons",
    "refund",
    "export customers' data",
    "install apps",
)
THREATS = (
    "leaked passwords tried on customers",
    "a guessed administrator's password",
    "misuse by a member of staff",
    "a supplier's account",
    "an account of somebody who left",
    "a false message",
)
ATTACK_GATES = (
    "nothing",
    "no such password",
    "locked out after some tries",
    "two-step sign-in",
    "no right to do it",
    "a second person",
    "account closed already",
    "passwords that are not on lists",
)
ORPHAN_FINDERS = ("the leaving routine", "access review", "misuse that was found")
