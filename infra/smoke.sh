#!/usr/bin/env bash
# Asks a running app whether it is alive, reaches its storage, and refuses what it must refuse. Spends nothing: its tenant has a budget of zero.
# Usage: infra/smoke.sh URL      With GENOPS_ADMIN_KEY in the environment it also makes a tenant and sees a call refused.
set -euo pipefail

url=${1:?usage: infra/smoke.sh URL}
url=${url%/}
tries=${SMOKE_TRIES:-60}
body=$(mktemp)
trap 'rm -f "$body"' EXIT

fail() {
  echo "smoke: $1" >&2
  head -c 600 "$body" >&2
  exit 1
}

# call METHOD PATH [KEY] [JSON]: prints the status; the answer is in $body. The key goes through stdin, so that it stands in no process list.
call() {
  local data=()
  if [ -n "${4:-}" ]; then
    data=(--header 'Content-Type: application/json' --data "$4")
  fi
  printf '%s' "${3:+header = \"Authorization: Bearer $3\"}" |
    curl --config - --silent --max-time 30 --request "$1" --output "$body" --write-out '%{http_code}' "${data[@]}" "$url$2" || true
}

# expect WHAT STATUS METHOD PATH [KEY] [JSON]
expect() {
  local status
  status=$(call "${@:3}")
  [[ "$status" =~ ^($2)$ ]] || fail "$1: $3 $4 answered $status, expected $2"
  echo "smoke: $1"
}

# field NAME: the first string of that name in the answer.
field() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" "$body" | head -n 1
}

for ((i = 1; ; i++)); do
  [ "$(call GET /healthz)" = 200 ] && break
  [ "$i" -lt "$tries" ] || fail "not alive after $tries tries"
  sleep "${SMOKE_PAUSE:-3}"
done
echo "smoke: alive"

expect "reaches its storage" 200 GET /readyz
expect "describes itself" 200 GET /openapi.json
expect "refuses a call without a key" 401 GET /genops/budget

if [ -z "${GENOPS_ADMIN_KEY:-}" ]; then
  echo "smoke: no GENOPS_ADMIN_KEY, so budgets were not tried"
  exit 0
fi

expect "makes a tenant" '200|201' PUT /genops/tenants/smoke "$GENOPS_ADMIN_KEY" '{"policy":"enforced","daily_limit_usd":"0"}'
expect "makes a key" '200|201' POST /genops/tenants/smoke/keys "$GENOPS_ADMIN_KEY" '{"name":"smoke"}'
id=$(field id)
key=$(field key)
[ -n "$key" ] || fail "the answer holds no key"
chat='{"model":"openai/gpt-oss-20b","max_tokens":1,"messages":[{"role":"user","content":"ping"}]}'
expect "shows the budget" 200 GET /genops/budget "$key"
expect "refuses a call over the budget" 402 POST /v1/chat/completions "$key" "$chat"
expect "takes the key back" '200|204' DELETE "/genops/tenants/smoke/keys/$id" "$GENOPS_ADMIN_KEY"
echo "smoke: all well"
