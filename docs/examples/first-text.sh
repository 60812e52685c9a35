#!/bin/sh
# BASE=http://localhost:3000 USERNAME=ada API_KEY=… NUMBER=+14155550123 sh first-text.sh
set -eu
key="username=$USERNAME&api_key=$API_KEY"
curl -fsS -X POST "$BASE/v1/contacts?$key" -H 'content-type: application/json' \
  -d "{\"name\": \"Bob from curl\", \"number\": \"$NUMBER\"}"
echo
curl -fsS -X POST "$BASE/v1/messages?$key" -H 'content-type: application/json' \
  -d "{\"contacts\": [\"$NUMBER\"], \"text\": \"Hello from curl\"}"
echo
curl -fsS "$BASE/v1/inbox/?$key&limit=1"
echo
