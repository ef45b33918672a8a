"""Levers on what the shop owes customers and regulators: notices, their data, incidents, refunds, what pages say."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Duties(Levers):
    """Duties to customers and regulators. The defaults keep the law."""

    answer_notice_days: int = lever(
        "Obey a regulator's notice after",
        default=14,
        low=0,
        high=180,
        step=1,
        unit="days",
        rows="M3-6.1-e3 R2-6.3-a",
        help="A regulator who hears complaints serves a notice first. Breaking the notice is the crime.",
    )
    collection_notice: bool = lever(
        "Forms say what data is for",
        default=True,
        unit="yes or no",
        rows="R2-6.1-f1 M3-6.1-e1",
        help="The order form says why data is asked for, who will get it, and what must be filled in.",
    )
    privacy_policy: bool = lever(
        "Privacy policy on the pages",
        default=True,
        unit="yes or no",
        rows="R2-6.1-f1 M3-6.1-e1",
        help="Anybody can read what data the shop keeps, what for, and whom to ask.",
    )
    friends_addresses: Literal["customer sends a link", "shop writes to the friend"] = lever(
        "How friends are invited",
        default="customer sends a link",
        unit="choice",
        rows="R2-6.2-c1 R2-6.1-f1",
        help="Customers who bring friends can type in the friend's address. The friend never agreed to that.",
        choices={
            "customer sends a link": "the friend hears of it from the customer",
            "shop writes to the friend": "the shop writes to the address that the customer typed in",
        },
    )
    partners: Literal["nobody", "who agreed in writing", "all customers"] = lever(
        "Names given to partners for their advertising",
        default="nobody",
        unit="choice",
        rows="R2-6.1-f1 R2-6.3-b",
        help="Other firms pay for names and addresses. Customers must have agreed to it in writing.",
        choices={
            "nobody": "no names are given away",
            "who agreed in writing": "only names of those who agreed in writing, told that the shop is paid",
            "all customers": "all names",
        },
    )
    stop_list: Literal["kept apart", "passed on"] = lever(
        "Names of people who unsubscribed",
        default="kept apart",
        unit="choice",
        rows="R2-6.1-f3 R2-6.3-b",
        help="An advertiser pays for the list of people who said stop. It may be used for nothing but stopping.",
        choices={"kept apart": "used to stop messages only", "passed on": "sold to an advertiser each month"},
    )
    mailing_firm: Literal["with terms", "no transfer terms", "no terms"] = lever(
        "Contract with the firm that stores the addresses",
        default="with terms",
        unit="choice",
        rows="M3-6.1-e1 M3-6.3-a",
        help="A firm abroad keeps the list of addresses. Terms cost a fee; a firm without them loses data more often.",
        choices={
            "with terms": "how long it keeps data, how it guards them, and model clauses for data abroad",
            "no transfer terms": "how long and how guarded, but nothing on data abroad",
            "no terms": "a click on 'I agree'",
        },
    )
    requests_every_days: int = lever(
        "Work off customers' requests about their data every",
        default=7,
        low=1,
        high=90,
        step=1,
        unit="days",
        rows="R2-6.3-b M3-6.1-e1 M3-6.3-b",
        help="Customers ask for a copy, a correction or to be forgotten. The law gives 40 days.",
    )
    copy_fee_hkd: int = lever(
        "Fee for a copy of one's data",
        default=0,
        low=0,
        high=500,
        step=10,
        unit="HK$",
        rows="R2-6.3-b M3-6.1-e1",
        help="Not more than the copy costs. A high fee keeps people from asking, and makes them angry.",
    )
    correction_fee_hkd: int = lever(
        "Fee for correcting data",
        default=0,
        low=0,
        high=500,
        step=10,
        unit="HK$",
        rows="R2-6.3-b M3-6.1-e1",
        help="What a customer pays to have wrong data put right. The law allows no fee.",
    )
    erasure: Literal["what no law wants kept", "everything", "refuse"] = lever(
        "When a customer wants to be forgotten",
        default="what no law wants kept",
        unit="choice",
        rows="M3-6.1-e1 M3-6.2-e4 R2-6.3-b",
        help="Data that are not needed must go; records of sales must stay for seven years.",
        choices={
            "what no law wants kept": "all but the records of sales",
            "everything": "records of sales as well",
            "refuse": "nothing is erased",
        },
    )
    breach_plan: bool = lever(
        "Written plan for loss of data",
        default=True,
        unit="yes or no",
        rows="M3-6.1-e3 M3-6.3-b R2-6.3-a",
        help="Who does what when customers' data are lost, and a register of what happened.",
    )
    breach_notice: Literal["nobody", "the people", "the people and the Commissioner"] = lever(
        "Who is told of a loss of data",
        default="the people and the Commissioner",
        unit="choice",
        rows="M3-6.1-e3 M3-6.3-b",
        help="People who are told can guard themselves. People who find out by themselves forgive less.",
        choices={
            "nobody": "the shop keeps it to itself",
            "the people": "those whose data were lost",
            "the people and the Commissioner": "those whose data were lost, and the Privacy Commissioner",
        },
    )
    breach_notice_days: int = lever(
        "They are told after",
        default=2,
        low=0,
        high=60,
        step=1,
        unit="working days",
        rows="M3-6.1-e3 M3-6.3-b",
        help="Working days from the day on which the loss was noticed and looked into.",
    )
    takedown_every_days: int = lever(
        "Look at copyright complaints every",
        default=1,
        low=1,
        high=30,
        step=1,
        unit="days",
        rows="M3-6.1-e2 M3-6.3-b",
        help="Owners of pictures complain about what customers put into reviews and the forum.",
    )
    refunds: Literal["as the law says", "vouchers only", "never"] = lever(
        "Money back for goods that are not as described",
        default="as the law says",
        unit="choice",
        rows="R2-6.3-a M3-6.3-a",
        help="Customers have a right to their money. A house rule cannot take it away.",
        choices={
            "as the law says": "the money goes back",
            "vouchers only": "a voucher in place of money; half of them are used",
            "never": "no money back",
        },
    )
    fee_shown: Literal["before payment", "after payment"] = lever(
        "The delivery fee is first shown",
        default="before payment",
        unit="choice",
        rows="M3-6.3-a R2-6.2-a3 M3-6.2-f4",
        help="A fee that is not shown keeps fewer people from paying, and angers those who have paid.",
        choices={"before payment": "at the checkout", "after payment": "on the receipt"},
    )
    scarcity_notes: Literal["none", "true counts", "always 3 left"] = lever(
        "Notes such as 'only 3 left'",
        default="none",
        unit="choice",
        rows="M3-6.3-a R2-6.2-a1 M3-6.2-f3",
        help="People buy sooner what is nearly gone. A note that the stock record contradicts is a false description.",
        choices={
            "none": "no notes",
            "true counts": "on items of which the record has no more than three",
            "always 3 left": "on twenty items each week, whatever the record says",
        },
    )
    review_reward: Literal["none", "labelled", "not labelled"] = lever(
        "Vouchers for good reviews",
        default="none",
        unit="choice",
        rows="M3-6.3-a R2-6.2-a1 R2-6.3-a",
        help="Customers who give five stars get a voucher. Readers must be able to see that.",
        choices={
            "none": "nobody is rewarded",
            "labelled": "each such review says that it was rewarded; readers believe it less",
            "not labelled": "the review looks like any other",
        },
    )
