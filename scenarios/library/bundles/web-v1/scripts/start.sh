#!/bin/sh
exec systemctl start httpd
