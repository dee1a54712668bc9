#!/bin/sh
exec curl --fail --silent http://localhost/
