#!/bin/sh
set -eu
curl --fail --silent --max-time 5 http://localhost/ >/dev/null
