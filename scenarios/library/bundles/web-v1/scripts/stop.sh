#!/bin/sh
exec systemctl stop httpd
