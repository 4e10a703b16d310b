#!/bin/sh
# As in the published images: says in the log that it begins, and becomes the server or another command.
[ "${1-}" != nginx ] || echo "$0: Configuration complete; ready for start up"
exec "$@"
