"""Domains where anybody has an address: sharing one says nothing."""

FREE_MAIL = frozenset(
    [
        "aliceadsl.fr",
        "aol.com",
        "bbox.fr",
        "bluewin.ch",
        "free.fr",
        "gmail.com",
        "gmx.com",
        "gmx.de",
        "gmx.fr",
        "googlemail.com",
        "hotmail.co.uk",
        "hotmail.com",
        "hotmail.fr",
        "icloud.com",
        "laposte.net",
        "libero.it",
        "live.com",
        "live.fr",
        "mac.com",
        "mail.com",
        "me.com",
        "msn.com",
        "neuf.fr",
        "numericable.fr",
        "orange.fr",
        "outlook.com",
        "outlook.fr",
        "pm.me",
        "proton.me",
        "protonmail.com",
        "sfr.fr",
        "skynet.be",
        "t-online.de",
        "wanadoo.fr",
        "web.de",
        "yahoo.co.uk",
        "yahoo.com",
        "yahoo.fr",
        "ymail.com",
    ]
)


def telling(domain: str) -> str:
    """The domain when it says whose company it is, else nothing."""
    return "" if domain in FREE_MAIL else domain
