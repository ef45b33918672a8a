"""The words behind the codes of abuse of the platform, in order; see `sim.codes`."""

ABUSES = (
    "orders that nobody will take in",
    "a seller's own orders",
    "bought reviews",
    "an agreement on prices",
    "a bait price",
)
"""What people do to the platform on which outside sellers sell."""
ABUSE_GATES = (
    "nothing",
    "too many orders from one telephone",
    "had to be paid before packing",
    "the call back",
    "only buyers may write",
    "the look at bursts of reviews",
    "afraid of what follows",
    "stock had to be proven",
    "the seller is off the platform",
)
SELLER_ANSWERS = ("warned", "off the platform", "off the platform and reported")
