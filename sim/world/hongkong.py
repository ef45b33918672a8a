"""A Hong Kong provider for Faker, which has no locale of its own for Hong Kong.

Names come as pairs, so that the Chinese name can be read out as the English one: "Chan Ka Yan" is 陳嘉欣. The
spellings are those in common use in Hong Kong, which follow no single system. The lists and the shares of the surnames
are an assumption: plausible, not counted.

Nothing made here can reach a real person, or name one on purpose:

- *telephone numbers* have the eight digits of Hong Kong but begin with 01 to 09. Subscribers' numbers there begin with
  2 to 9; a first digit 1 stands for operators' and emergency services, and 00 for calls abroad;
- *streets and buildings* are named after what they are: made up. Only the district is real;
- there is no identity card number, and there must not be one.
"""

from itertools import accumulate
from random import Random
from typing import Final, NamedTuple

from faker.providers import BaseProvider


class Spelling(NamedTuple):
    """A name in English letters and in Traditional Chinese."""

    english: str
    chinese: str


def _spellings(words: str) -> tuple[Spelling, ...]:
    """Read pairs written as "Ka 嘉, Wing 詠"; the part after the last space is Chinese."""
    return tuple(Spelling(*pair.rsplit(" ", 1)) for pair in words.split(", "))


def _words(text: str) -> tuple[str, ...]:
    """Read words written one after another."""
    return tuple(text.split())


SURNAMES: Final = (
    (6, _spellings("Chan 陳, Wong 黃, Leung 梁, Cheung 張, Lam 林, Lee 李, Lau 劉")),
    (3, _spellings("Ng 吳, Cheng 鄭, Ho 何, Yeung 楊, Chow 周, Tsang 曾, Tse 謝, Kwok 郭, Fung 馮, Tang 鄧, Yip 葉")),
    (2, _spellings("Wong 王, Law 羅, Chu 朱, Hui 許, Mak 麥, Chiu 趙, So 蘇, Tam 譚, Poon 潘, Yuen 袁, Choi 蔡")),
    (1, _spellings("Lui 呂, Kwan 關, Yu 余, Siu 蕭, Wan 溫, To 杜, Mok 莫, Kong 江, Tong 唐, Pang 彭, Lai 黎")),
    (1, _spellings("Chung 鍾, Lo 盧, Kan 簡, Au 區, Fan 范, Szeto 司徒, Au Yeung 歐陽, Ip 葉, Suen 孫, Ko 高")),
    (1, _spellings("Shum 岑, Lok 駱, Hung 洪, Yim 嚴, Ma 馬, Sin 冼, Ting 丁")),
)
"""Surnames by weight: one of the first row is six times as frequent as one of the last."""

GIVEN_FIRST: Final = (
    _spellings(
        "Ka 嘉, Wing 詠, Hiu 曉, Sze 思, Mei 美, Suet 雪, Man 敏, Pui 佩, Lai 麗, Wai 慧, Yuk 玉, Sau 秀, Tsz 紫, "
        "Hoi 凱, Yee 綺, Choi 彩, Yuet 月, Shuk 淑, Wan 婉, Yan 欣, Cheuk 綽, Lok 洛, Sin 倩, Oi 愛"
    ),
    _spellings(
        "Chi 志, Kin 健, Wai 偉, Ka 家, Chun 俊, Ho 浩, Kwok 國, Wing 永, Tsz 子, Siu 兆, Hon 漢, Yiu 耀, Lok 樂, "
        "Pak 柏, Man 文, Kam 錦, Yat 逸, Cheuk 卓, Chak 澤, King 景, Tin 天, Shu 樹, Ying 英, Sai 世"
    ),
)
GIVEN_SECOND: Final = (
    _spellings(
        "Yan 恩, Ling 玲, Yi 怡, Man 雯, Ting 婷, Kei 琪, Shan 珊, Yin 妍, Ching 晴, Fong 芳, Lan 蘭, Ying 瑩, Nga 雅, "
        "Lam 琳, Sum 心, Kiu 喬, Chi 芝, Yu 瑜, Yiu 瑤, Na 娜, Wa 樺, Kwan 筠, Yung 蓉, Lei 莉"
    ),
    _spellings(
        "Ming 明, Keung 強, Wah 華, Fai 輝, Hei 希, Kit 傑, Ho 豪, Chung 聰, Hin 軒, Leung 良, Kwong 光, Shing 成, "
        "Lun 倫, Fung 峰, Hang 恒, Yin 賢, Kwan 鈞, Tat 達, Ping 平, Cheung 祥, On 安, Fu 富, Kei 基, Sum 森"
    ),
)
ENGLISH: Final = (
    _words(
        "Karen Joyce Winnie Carmen Fiona Grace Vivian Mandy Phoebe Candy Kitty Queenie Yvonne Cherry Elaine Natalie "
        "Rachel Sharon Tiffany Wendy Amy Bonnie Cindy Doris Eva Gloria Hazel Iris Jenny Katie"
    ),
    _words(
        "Jason Kelvin Raymond Eric Kenneth Alan Calvin Danny Edmond Felix Gary Henry Ivan Jacky Ken Leo Marco Nelson "
        "Oscar Patrick Ricky Simon Terence Vincent Wilson Anson Benny Clement Dickson Eddie"
    ),
)
"""Given names, and English names beside them, for women and for men."""

ENGLISH_NAME_SHARE: Final = 0.6
"""Share of people who use an English given name as well (assumption)."""

DISTRICTS: Final = _spellings(
    "Central and Western 中西區, Wan Chai 灣仔區, Eastern 東區, Southern 南區, Yau Tsim Mong 油尖旺區, "
    "Sham Shui Po 深水埗區, Kowloon City 九龍城區, Wong Tai Sin 黃大仙區, Kwun Tong 觀塘區, Kwai Tsing 葵青區, "
    "Tsuen Wan 荃灣區, Tuen Mun 屯門區, Yuen Long 元朗區, North 北區, Tai Po 大埔區, Sha Tin 沙田區, "
    "Sai Kung 西貢區, Islands 離島區"
)
"""The eighteen districts of the District Councils Ordinance (Cap. 547)."""

STREETS: Final = (
    "Fictional Street",
    "Imaginary Lane",
    "Invented Lane",
    "Make-Believe Road",
    "Nowhere Road",
    "Practice Avenue",
    "Pretend Street",
    "Rehearsal Road",
    "Specimen Street",
    "Storybook Terrace",
)
BUILDINGS: Final = (
    "Example House",
    "Make-Believe Heights",
    "Placeholder Building",
    "Rehearsal Gardens",
    "Sample Mansion",
    "Specimen Court",
)
"""Names that say themselves that there is no such place."""

_SURNAME_LIST: Final = [surname for _, row in SURNAMES for surname in row]
_SURNAME_WEIGHTS: Final = list(accumulate(weight for weight, row in SURNAMES for _ in row))


class HongKongProvider(BaseProvider):
    """People of Hong Kong who do not exist."""

    def hong_kong_person(self) -> Spelling:
        """Return a name in both scripts; the English one may end in an English given name, "Chan Ka Yan, Karen"."""
        luck: Random = self.generator.random
        which = luck.randrange(2)
        surname = luck.choices(_SURNAME_LIST, cum_weights=_SURNAME_WEIGHTS)[0]
        first, second = luck.choice(GIVEN_FIRST[which]), luck.choice(GIVEN_SECOND[which])
        english = f"{surname.english} {first.english} {second.english}"
        if luck.random() < ENGLISH_NAME_SHARE:
            english += f", {luck.choice(ENGLISH[which])}"
        return Spelling(english, surname.chinese + first.chinese + second.chinese)

    def hong_kong_phone(self) -> str:
        """Return a number of eight digits that nobody can have, as "0512 3456"."""
        luck: Random = self.generator.random
        number = luck.randrange(1_000_000, 10_000_000)
        return f"0{number // 10_000} {number % 10_000:04d}"

    def hong_kong_district(self) -> Spelling:
        """Return one of the eighteen districts, each as often as another (assumption)."""
        luck: Random = self.generator.random
        return luck.choice(DISTRICTS)

    def hong_kong_street_address(self) -> str:
        """Return an address without its district, as "Flat 5C, 12/F, Sample Mansion, 30 Fictional Street"."""
        luck: Random = self.generator.random
        flat = f"Flat {luck.randrange(1, 9)}{luck.choice('ABCDEFGH')}, {luck.randrange(2, 40)}/F"
        return f"{flat}, {luck.choice(BUILDINGS)}, {luck.randrange(1, 300)} {luck.choice(STREETS)}"
