#!/usr/bin/env python3
"""Seals answers as the page would: `seal_answers.py PAGE.html ANSWERS.json OUT.bmin [TOKEN]`.

The key, its fingerprint and the token are the page's own; "TOKEN" in the answers is replaced by the page's token, or by the
one given. Needs python3-nacl. For tests of what comes back without a browser.
"""
import base64
import json
import re
import sys

from nacl.public import PublicKey, SealedBox


def bytes_of(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def main(page, answers, out, token=None):
    html = open(page, encoding="utf8").read()
    content = json.loads(re.search(r'<script type="application/json" id="content">(.*?)</script>', html, re.S).group(1))
    text = open(answers, encoding="utf8").read().replace("TOKEN", token or content["token"]).encode("utf8")
    text += b" " * (-len(text) % 4096)
    sealed = SealedBox(PublicKey(bytes_of(content["key"]))).encrypt(text)
    with open(out, "wb") as file:
        file.write(b"BMIN\x01" + bytes_of(content["fingerprint"]) + sealed)


main(*sys.argv[1:])
