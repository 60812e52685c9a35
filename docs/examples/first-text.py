# BASE=http://localhost:3000 USERNAME=ada API_KEY=… NUMBER=+14155550123 python3 first-text.py
import json
import os
import urllib.parse
import urllib.request

base, number = os.environ["BASE"], os.environ["NUMBER"]
key = urllib.parse.urlencode({"username": os.environ["USERNAME"], "api_key": os.environ["API_KEY"]})


def call(method, path, body=None):
    request = urllib.request.Request(
        f"{base}{path}{'&' if '?' in path else '?'}{key}",
        method=method,
        headers={"content-type": "application/json"},
        data=None if body is None else json.dumps(body).encode(),
    )
    with urllib.request.urlopen(request) as reply:
        return json.load(reply)


contact = call("POST", "/v1/contacts", {"name": "Bob from Python", "number": number})
call("POST", "/v1/messages", {"contacts": [int(contact["id"])], "text": "Hello from Python"})
print(call("GET", "/v1/inbox/?limit=1")["objects"][0]["text"])
