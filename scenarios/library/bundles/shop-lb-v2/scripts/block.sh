#!/bin/sh
set -eu
touch /var/www/shop/maintenance
