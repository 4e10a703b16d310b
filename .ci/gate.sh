#!/usr/bin/env bash
# Runs the gate for a CI system; with CLAIMS these, with EVERYTHING=true all, whatever changed. Ends with the status of the
# program behind make; result and folder go to GITHUB_OUTPUT and RESULT_FILE, where set. The rest are make's own variables.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 3
target=gate latest=reports/out/gate/latest
[[ ${EVERYTHING:-} == true || -n ${CLAIMS:-} ]] && target=verify latest=reports/out/latest
before=$(readlink -e "$latest")
log=$(mktemp)
trap 'rm -f "$log"' EXIT

exec 3>&1
LC_ALL=C make --no-print-directory "$target" 2>&1 >&3 | tee "$log" >&2
status=${PIPESTATUS[0]}
# make itself ends with 2 whatever failed, and says with which status it did
said=$(sed -nE 's/^make(\[[0-9]+\])?: \*\*\* .* Error ([0-9]+)$/\2/p' "$log" | head -n 1)
[[ $status -ne 0 && -n $said ]] && status=$said
case $status in
  0) result=may-land ;;
  1) result=may-not-land ;;
  3) result=wrong-use ;;
  *) result=nothing-learned ;;
esac

folder=$(readlink -e "$latest")
# an earlier run's folder is none of this one's
[[ $folder == "$before" ]] && folder=
# a signed pack is left as it is
if [[ -n $folder && $target == gate && -n ${PULL_REQUEST:-} ]]; then echo "$PULL_REQUEST" > "$folder/pull-request.txt"; fi
for file in "${GITHUB_OUTPUT:-}" "${RESULT_FILE:-}"; do
  if [[ -n $file ]]; then printf 'result=%s\nfolder=%s\n' "$result" "$folder" >> "$file"; fi
done
echo "$target: $result${folder:+, $folder}"
exit "$status"
