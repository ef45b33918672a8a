"""Levers on the shop's pages: what is found, how fast, and what stands between a basket and the payment."""

from __future__ import annotations

from typing import Literal

from sim.policy.lever import Levers, lever


class Website(Levers):
    """Pages, search, speed and checkout. The defaults are the shop as most small shops have it."""

    layout: Literal["one long list", "by room and need"] = lever(
        "Layout of the shop",
        default="one long list",
        unit="choice",
        rows="R2-6.2-a1",
        help="How the items are laid out. Whoever finds nothing leaves without a basket. A new layout is paid once.",
        choices={
            "one long list": "all items one below the other",
            "by room and need": "grouped the way people look for them, with good pictures",
        },
    )
    search: Literal["exact words", "forgiving"] = lever(
        "Search",
        default="exact words",
        unit="choice",
        rows="R2-6.2-a1 R2-6.1-b1",
        help="What the search box understands. A better search is rented by the month.",
        choices={
            "exact words": "finds what is spelt as in the list",
            "forgiving": "finds it in spite of slips, and in Chinese and English",
        },
    )
    fits_phones: bool = lever(
        "Pages that fit a phone",
        default=False,
        unit="yes or no",
        rows="R2-6.2-a1",
        help="Most customers look at the shop on a phone. Pages made for it are paid once.",
    )
    speed: Literal["slow", "usual", "fast"] = lever(
        "Speed of the pages",
        default="usual",
        unit="choice",
        rows="R2-6.2-a1 M3-6.1-c4",
        help="The server that is rented. A customer who waits for a page may not wait for the next one.",
        choices={
            "slow": "a shared server, 0.2 seconds slower",
            "usual": "the server of today",
            "fast": "a better server, 0.2 seconds faster",
        },
    )
    banner: Literal["none", "this week's promotions", "the newest coupon"] = lever(
        "Banner on the front page",
        default="none",
        unit="choice",
        rows="R2-6.2-a1 R2-6.2-a2",
        help="What the front page shows in large. Some visitors follow it and look at that first.",
        choices={
            "none": "no banner",
            "this week's promotions": "items at a reduced price; some visitors go there instead of what they came for",
            "the newest coupon": "whoever follows it may use the coupon without having received it",
        },
    )
    checkout: Literal["account needed", "guests welcome"] = lever(
        "Who may check out",
        default="account needed",
        unit="choice",
        rows="R2-6.2-a1 R2-6.2-c2",
        help="Guests need not sign in, so more of them pay. A guest is not asked for consent to marketing.",
        choices={
            "account needed": "customers sign in or make an account first",
            "guests welcome": "an address is enough",
        },
    )
    checkout_steps: int = lever(
        "Steps from basket to payment",
        default=5,
        low=2,
        high=8,
        step=1,
        unit="pages",
        rows="R2-6.2-a1 M3-6.2-b2",
        help="Each page more loses some customers on the way. Taking pages out is paid once, page by page.",
    )
    trust_mark: bool = lever(
        "Trust mark at the checkout",
        default=False,
        unit="yes or no",
        rows="R2-6.2-a1 M3-6.2-b2",
        help="A mark of an outside body that has looked at the payment page. It costs a yearly fee.",
    )
    delivery_fee_hkd: int = lever(
        "Delivery fee",
        default=30,
        low=0,
        high=80,
        step=5,
        unit="HK$",
        rows="R2-6.2-a3 R2-6.1-b2",
        help="What a small order pays for delivery. Costs that show up at the end are why most baskets are left.",
    )
    free_delivery_from_hkd: int = lever(
        "Free delivery from",
        default=400,
        low=0,
        high=2000,
        step=50,
        unit="HK$",
        rows="R2-6.2-a3 R2-6.1-b2",
        help="Baskets of this value or more pay no delivery fee.",
    )
