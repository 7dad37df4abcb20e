"""Asks the running interface everything that its own description allows, and much that it does not.

Usage: fuzz.py PORTULAN EXAMPLE, with the packages of requirements.txt installed.
"""
import http.cookiejar
import pathlib
import re
import subprocess
import sys
import urllib.parse
import urllib.request

from support import serving

HERE = pathlib.Path(__file__).parent
PASSWORD = "le phare bleu tourne"


def token(base, link):
    """A token with every scope, made in the office."""
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    browser.addheaders = [("Origin", base)]

    def post(url, **fields):
        return browser.open(url, urllib.parse.urlencode(fields).encode()).read().decode()

    post(link, email="ada@monde.example", name="Ada", password=PASSWORD)
    scopes = {"read": "true", "write": "true", "publish": "true"}
    page = post(f"{base}/office/tokens", do="make", name="fuzz", days="30", password=PASSWORD, **scopes)
    return re.search(r"<code>(\S+?)</code>", page).group(1)


def main(portulan, example):
    with serving(portulan, example) as (base, link, server):
        fuzz = [pathlib.Path(sys.executable).parent / "schemathesis", "--config-file", HERE / "schemathesis.toml"]
        fuzz += ["run", f"{base}/api/v1/openapi.json", "--header", f"Authorization: Bearer {token(base, link)}"]
        fuzz += ["--phases", "examples,coverage,fuzzing", "--max-examples", "10", "--seed", "1", "--workers", "1"]
        done = subprocess.run(fuzz)
        if server.poll() is not None:
            sys.exit("the program did not survive")
        sys.exit(done.returncode)


if __name__ == "__main__":
    main(*sys.argv[1:])
