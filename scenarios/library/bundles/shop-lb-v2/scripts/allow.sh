#!/bin/sh
set -eu
rm -f /var/www/shop/maintenance
