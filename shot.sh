chromium --headless --no-sandbox --disable-gpu --window-size=1280,3000 --screenshot=$2 file://$1 >/dev/null 2>&1
