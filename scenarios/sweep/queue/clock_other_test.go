//go:build !(linux && amd64)

package queue

import (
	"errors"
	"time"
)

// shiftClock is known to Linux on amd64 alone.
func shiftClock(time.Duration) error { return errors.ErrUnsupported }
