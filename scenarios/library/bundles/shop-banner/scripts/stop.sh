#!/bin/sh
set -eu
systemctl stop shop
