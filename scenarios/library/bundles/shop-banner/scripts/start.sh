#!/bin/sh
set -eu
systemctl start shop
