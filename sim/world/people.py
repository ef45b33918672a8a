"""The customers: hidden traits drawn from the base law, and the state that events move.

Base law (Fader, Hardie & Lee 2005, "Counting your customers the easy way"): order days of customer i come at rate
lambda_i ~ Gamma(r, rate alpha); after each repeat order the customer leaves with chance p_i ~ Beta(a, b). Order values
are gamma-gamma: z ~ Gamma(p, rate nu_i), nu_i ~ Gamma(q, rate v). A Gaussian copula ties nu_i to lambda_i.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammainccinv, gammaincinv, ndtr, ndtri

from sim.parameters import Parameters
from sim.streams import Floats, Streams
from sim.world.fatigue import message_gain

PROSPECT, ACTIVE, LEFT = 0, 1, 2
GROUPS = ("office workers", "families", "students", "retired")
GROUP_SHARES = (0.38, 0.34, 0.16, 0.12)  # assumption: no published split of one shop's customers was found
GROUP_PRICE = (0.9, 1.0, 1.3, 1.0)  # price sensitivity against the mean; assumption
GROUP_PATIENCE = (0.8, 1.0, 1.1, 1.3)  # patience with messages against the mean; assumption
NEVER = -10_000.0
GROUP_MAIL = (1.05, 1.0, 0.85, 1.0)  # readiness to receive e-mail against the mean; assumption
_READINESS: Floats = np.array(GROUP_MAIL) / float(np.dot(GROUP_SHARES, GROUP_MAIL))
_REACH = 8.5  # normal scores beyond this do not occur among 2**53 uniforms
_STEPS = 4096
_GRID = np.linspace(-_REACH, _REACH, _STEPS + 1)


class Quantile:
    """A quantile function as a table over normal scores: exact to about 1e-5 and fast for millions."""

    def __init__(self, values: Floats) -> None:
        self._log = np.log(np.maximum(values, 1e-300))
        self._rise = np.append(np.diff(self._log), 0.0)

    def __call__(self, score: Floats) -> Floats:
        """Quantiles at standard normal scores."""
        place = (score + _REACH) * (_STEPS / (2 * _REACH))
        cell = place.astype(np.int64)
        return np.exp(self._log[cell] + (place - cell) * self._rise[cell])


@lru_cache(maxsize=32)
def gamma_quantile(shape: float) -> Quantile:
    """Quantiles of Gamma(shape, rate 1)."""
    # each tail from its own side: 1 - tiny is not a number a computer can tell from 1
    return Quantile(np.where(_GRID < 0, gammaincinv(shape, ndtr(_GRID)), gammainccinv(shape, ndtr(-_GRID))))


@lru_cache(maxsize=32)
def beta_quantile(a: float, b: float) -> Quantile:
    """Quantiles of Beta(a, b)."""
    return Quantile(np.where(_GRID < 0, betaincinv(a, b, ndtr(_GRID)), 1 - betaincinv(b, a, ndtr(-_GRID))))


def scores(uniforms: Floats) -> Floats:
    """Standard normal scores of uniforms; the half cell keeps 0 out."""
    return ndtri(uniforms + 2.0**-54)


def logit(chance: Floats) -> Floats:
    """ln(chance / (1 - chance)), kept finite."""
    safe = np.minimum(np.maximum(chance, 1e-9), 1 - 1e-9)  # `clip` takes longer for few
    odds = safe / (1 - safe)
    return np.log(odds)


def logistic(value: Floats) -> Floats:
    """1 / (1 + exp(-value))."""
    return 1.0 / (1.0 + np.exp(-value))


class People:
    """Traits and state of the whole population, arrays over customers."""

    def __init__(self, count: int, numbers: Parameters, streams: Streams) -> None:
        self.count = count
        draw = streams.everyone
        rate_score = scores(draw("trait: order rate", 0, count))
        own_score = scores(draw("trait: basket", 0, count))
        rho = numbers["base.copula"]
        self.order_rate = gamma_quantile(numbers["base.r"])(rate_score) / (7.0 * numbers["base.alpha_weeks"])
        value_score = rho * rate_score + np.sqrt(1 - rho * rho) * own_score
        # a high score means large orders, hence a low rate nu
        self.basket_rate = gamma_quantile(numbers["base.value_q"])(-value_score) / numbers["base.value_scale_hkd"]
        self.order_value = gamma_quantile(numbers["base.value_p"])
        leave = beta_quantile(numbers["base.a"], numbers["base.b"])(scores(draw("trait: leaving", 0, count)))
        self.leave_logit = logit(leave)
        self._conversion(numbers, draw("trait: conversion", 0, count))
        self._groups(numbers, draw("trait: group", 0, count), draw("trait: deals", 0, count))

        self.status = np.zeros(count, dtype=np.int8)
        self.last_day = np.full(count, NEVER)  # day of the last order
        self.orders = np.zeros(count, dtype=np.int32)
        self.first_day = np.full(count, NEVER)  # day of the first order
        self.spent_cents = np.zeros(count)  # paid for all orders
        self.complained_day = np.full(count, NEVER)  # day of the last complaint that reached the shop
        self.last_luck = np.zeros(count)  # the customer's tolerance after the last order
        self.last_pull = np.ones(count)
        self.grievance = np.zeros(count)  # logit added to leaving, from harm not healed
        self.grievance_cause = np.zeros(count, dtype=np.int8)  # the latest cause of it, a code of LEAVING
        self.reference_log = np.zeros(count)  # ln of the price level expected, against list
        self.dip_until = np.full(count, NEVER)
        self.dip_factor = np.ones(count)
        self.ticked = np.zeros(count, dtype=bool)  # on the list, as the shop's record has it
        self.consent_recorded = np.zeros(count, dtype=bool)
        self.asked_to_stop = np.zeros(count, dtype=bool)
        self.off_list = np.zeros(count, dtype=bool)
        self.memory = np.zeros(count)  # mails remembered, at memory_day
        self.memory_day = np.zeros(count)
        self.stirred = 0  # how often something happened that may bring more people than a plan of visits had foreseen
        self.most_remembered, self.most_day = 0.0, 0.0  # the largest memory after the last send: a bound for all
        self.load = np.zeros(count)  # mails of the last 30 days (exponential), at memory_day
        self.doubts_promise = np.zeros(count, dtype=bool)  # the last parcel came later than promised
        self.member = np.zeros(count, dtype=bool)  # of the membership scheme
        self.frequency = np.ones(count)  # factor on visits that stands: membership, following
        self.loyalty = np.ones(count)  # factor on the chance of leaving: membership, a friend who brought them
        self.coupon_until = np.full(count, NEVER)
        self.coupon_depth = np.zeros(count)

    def _conversion(self, numbers: Parameters, luck: Floats) -> None:
        mean, weight = numbers["base.conversion"], numbers["base.conversion_spread"]
        conversion = beta_quantile(mean * weight, (1 - mean) * weight)(scores(luck))
        order_chance = -np.expm1(-self.order_rate)
        self.conversion = np.clip(np.maximum(conversion, order_chance), 1e-4, 0.98)
        self.conversion_logit = logit(self.conversion)
        self.visit_chance = np.minimum(order_chance / self.conversion, 1.0)
        self.discovery_chance = -np.expm1(-numbers["base.discovery_per_day"]) / self.conversion
        self.visit_base = self.discovery_chance.copy()  # by status; prospects at first

    def _groups(self, numbers: Parameters, group_luck: Floats, deal_luck: Floats) -> None:
        self.group = np.searchsorted(np.cumsum(GROUP_SHARES)[:-1], group_luck, side="right").astype(np.int8)
        mean_price = float(np.dot(GROUP_SHARES, GROUP_PRICE))
        own = np.array(GROUP_PRICE)[self.group] / mean_price
        self.price_slope = numbers["price.elasticity"] * own / (1 - self.conversion)
        self.patience = numbers["message.patience"] * np.array(GROUP_PATIENCE)[self.group]
        never = numbers["coupon.never"]
        self.deal_prone = np.clip((deal_luck - never) / max(1 - never, 1e-9), 0, 1)

    def mail_readiness(self, who: NDArray[np.integer]) -> Floats:
        """How readily a customer's group takes e-mail, against the mean of 1."""
        return _READINESS[self.group[who]]

    def lift(self, who: NDArray[np.integer], day: float | NDArray[np.int64], numbers: Parameters) -> Floats:
        """Factor on visits from messages: 1 + `message_gain` of the mails remembered and of those beyond patience."""
        if self.most_remembered == 0.0:
            return np.ones(len(who))
        memory, factor = self.memory[who], np.ones(len(who))
        mailed = (memory > 0).nonzero()[0]
        chosen = who[mailed]
        age = (day[mailed] if isinstance(day, np.ndarray) else day) - self.memory_day[chosen]
        remembered = memory[mailed] * np.exp(-age / numbers["message.memory_days"])
        excess = np.maximum(self.load[chosen] * np.exp(-age / 30.0) - self.patience[chosen], 0)
        factor[mailed] = 1 + message_gain(remembered, excess, numbers)
        return factor

    def set_status(self, who: NDArray[np.integer], status: int) -> None:
        """Move customers to a status and give them its usual chance of a visit a day."""
        self.status[who] = status
        if status == ACTIVE:
            self.visit_base[who] = self.visit_chance[who] * self.frequency[who]
        elif status == LEFT:
            self.visit_base[who] = 0.0

    def be_found(self, factor: float) -> None:
        """Let people who never ordered come across the shop so many times as often as usual."""
        self.discovery_chance = self.discovery_chance * factor
        prospects = self.status == PROSPECT
        self.visit_base[prospects] = self.discovery_chance[prospects]
        self.stirred += 1

    def set_frequency(self, who: NDArray[np.integer], factor: Floats) -> None:
        """Let something that stands multiply these customers' visits from now on."""
        self.frequency[who] = factor
        active = who[self.status[who] == ACTIVE]
        self.visit_base[active] = self.visit_chance[active] * self.frequency[active]
        self.stirred += 1
