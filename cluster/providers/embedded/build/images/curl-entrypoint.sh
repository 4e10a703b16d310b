#!/bin/sh
# What begins with a dash, or is no program, goes to curl; anything else is run. As in curlimages/curl.
if [ "${1#-}" != "${1-}" ] || [ -z "$(command -v "${1-}")" ]; then set -- curl "$@"; fi
exec "$@"
