"""Amounts as people write them, and those that are refused rather than guessed."""

from decimal import Decimal

import pytest

from crm.importing.numbers import decide, read_number
from crm.importing.problems import Problem


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1.234,56", "12"], ","),
        (["1,234.56", "12"], "."),
        (["1 234,5"], ","),
        (["12,50", "1,234"], ","),
        (["1.234.567"], ","),
        (["1,234,567"], "."),
        (["0.125"], "."),
        (["1,234", "999"], ""),
        ([], ""),
    ],
)
def test_sign_is_decided_over_the_file(texts: list[str], sign: str) -> None:
    assert decide(texts) == (sign, False)


@pytest.mark.parametrize(
    ("text", "sign", "value"),
    [
        ("1.234,56", ",", "1234.56"),
        ("1,234.56", ".", "1234.56"),
        ("1 234,56 €", ",", "1234.56"),
        ("1\u202f234,56", ",", "1234.56"),
        ("1'234.50", ".", "1234.50"),
        ("$1,054", "", "1054"),
        ("1.234", "", "1234"),
        ("1,234", "", "1234"),
        ("1,234", ",", "1.234"),
        ("\u2212 5", "", "-5"),
        ("0", "", "0"),
    ],
)
def test_number_is_read(text: str, sign: str, value: str) -> None:
    assert read_number(text, decimal=sign) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "inf",
        "-Infinity",
        "1e30",
        "1E3",
        "9" * 40,
        str(2**63),
        "--1",
        "1.2.3,4",
        "(12)",
        "12%",
        "abc",
        "",
        ".",
        ",",
        "1,23,4",
        "٣",
        "1_000",
        "0x10",
        "1.234,56",
    ],
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        read_number(text, decimal=".")


def test_file_of_two_minds_refuses_what_could_be_both() -> None:
    sign, torn = decide(["1.234,56", "1,234.56", "1.00"])
    assert (sign, torn) == (".", True)
    with pytest.raises(Problem, match="two ways"):
        read_number("1,234", decimal=sign, torn=torn)
    assert read_number("1,234.56", decimal=sign, torn=torn) == Decimal("1234.56")
