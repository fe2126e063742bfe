"""Opens answers with libsodium itself, so that the page's own sealing is judged by another program.

open_answers.py keys             a new pair: {"key", "secret", "fingerprint"}, base64url
open_answers.py open FILE        reads {"secret", "fingerprint"} from standard input, prints the answers
open_answers.py hash             reads lines "hexadecimal length", prints each BLAKE2b in hexadecimal
"""
import base64
import json
import sys

import nacl.bindings
import nacl.public


def encoded(octets):
    return base64.urlsafe_b64encode(octets).decode().rstrip("=")


def decoded(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def blake2b(octets, length):
    return nacl.bindings.crypto_generichash.generichash_blake2b_salt_personal(octets, digest_size=length)


def make_keys():
    secret = nacl.public.PrivateKey.generate()
    key = bytes(secret.public_key)
    print(json.dumps({"key": encoded(key), "secret": encoded(bytes(secret)), "fingerprint": encoded(blake2b(key, 8))}))


def open_file(name):
    keys = json.load(sys.stdin)
    with open(name, "rb") as file:
        octets = file.read()
    assert octets[:5] == b"BMIN\x01", "it does not begin with BMIN and 1"
    assert octets[5:13] == decoded(keys["fingerprint"]), "another key's fingerprint"
    padded = nacl.public.SealedBox(nacl.public.PrivateKey(decoded(keys["secret"]))).decrypt(octets[13:])
    assert len(padded) % 4096 == 0, "not padded"
    assert len(octets) <= 1 << 20, "too large"
    print(json.dumps(json.loads(padded.decode("utf-8"))))


if __name__ == "__main__":
    if sys.argv[1] == "keys":
        make_keys()
    elif sys.argv[1] == "open":
        open_file(sys.argv[2])
    else:
        for line in sys.stdin:
            octets, length = line.rstrip("\n").split(" ")
            print(blake2b(bytes.fromhex(octets), int(length)).hex())
