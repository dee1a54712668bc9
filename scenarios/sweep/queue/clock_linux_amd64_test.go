package queue

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// Clocks that are days apart, and one that jumps, change nothing in the report.
func TestClocks(t *testing.T) {
	if err := shiftClock(0); err != nil {
		t.Skip("the clock of a process can not be set here: ", err)
	}
	p, address, dir := planned(t, 100), freeAddress(t), t.TempDir()
	at := func(clock, role string, args ...string) *child {
		t.Setenv("REHEARSE_TEST_CLOCK", clock)
		return spawn(t, role, args...)
	}
	servers := []*child{at("24h", "server", address, dir)}
	workers := []*child{at("-24h", "worker", "nats://"+address, ""), at("24h", "worker", "nats://"+address, "")}
	same(t, p, "nats://"+address, func(runs uint64) {
		if n := uint64(len(servers)); n < 3 && runs > p.Runs()*n/3 {
			servers[n-1].kill()
			servers = append(servers, at([]string{"", "-24h", "240h"}[n], "server", address, dir)) // the last has kept all too long
		}
	})
	for n, c := range append(servers, workers...) {
		c.kill()
		var unix int64
		if _, err := fmt.Sscanf(c.out.String(), "clock %d\n", &unix); err != nil {
			t.Fatal(err, c.out)
		}
		off, want := time.Until(time.Unix(unix, 0)), []time.Duration{24, -24, 240, -24, 24}[n]*time.Hour
		if off > want+time.Hour || off < want-time.Hour {
			t.Errorf("a clock is off by %v, not by %v", off, want)
		}
	}
}

// shiftClock sets the clock of this process, and of no other. A program asks for the
// time in a page of code that the kernel puts into each process; what answers there
// is replaced by something that adds to the answer.
func shiftClock(by time.Duration) error {
	maps, err := os.ReadFile("/proc/self/maps")
	if err != nil {
		return err
	}
	before, _, found := strings.Cut(string(maps), "[vdso]")
	var from, to int64
	if _, err := fmt.Sscanf(before[strings.LastIndexByte(before, '\n')+1:], "%x-%x", &from, &to); !found || err != nil {
		return errors.Join(err, errors.New("no vdso"))
	}
	memory, err := os.OpenFile("/proc/self/mem", os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer memory.Close()
	page := make([]byte, to-from)
	if _, err := memory.ReadAt(page, from); err != nil {
		return err
	}
	vdso, err := elf.NewFile(bytes.NewReader(page))
	if err != nil {
		return err
	}
	symbols, err := vdso.DynamicSymbols()
	for _, s := range symbols {
		if s.Name == "__vdso_clock_gettime" {
			_, err = memory.WriteAt(clockCode(by), from+int64(s.Value))
		}
	}
	return err
}

// clockCode asks the kernel for the time, and adds to it if it is that of the day.
func clockCode(by time.Duration) []byte {
	code := []byte{
		0xb8, 228, 0, 0, 0, // mov eax, clock_gettime
		0x0f, 0x05, // syscall
		0x85, 0xff, // test edi, edi: CLOCK_REALTIME is 0
		0x75, 13, // jne the end
		0x49, 0xb8, // movabs r8, seconds
	}
	code = binary.LittleEndian.AppendUint64(code, uint64(by/time.Second))
	return append(code,
		0x4c, 0x01, 0x06, // add [rsi], r8
		0xc3) // ret
}
