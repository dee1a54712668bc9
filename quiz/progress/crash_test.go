package progress

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

const (
	writerVariable = "REHEARSE_TEST_WRITER" // the file that this process writes to, as a child of a test
	killsVariable  = "REHEARSE_TEST_KILLS"  // how many children are killed
	killsUsual     = 20
)

// The test binary is its own child: a writer that says when an answer is kept.
func TestMain(m *testing.M) {
	if path := os.Getenv(writerVariable); path != "" {
		if err := write(path, os.Getenv("REHEARSE_TEST_ANSWERS")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// write begins a session and answers so often.
func write(path, times string) error {
	n, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	s, err := Open(path, morning)
	if err != nil {
		return err
	}
	if s.SetAside != "" {
		return fmt.Errorf("set aside: %s", s.SetAside)
	}
	session, err := s.Begin(Session{Kind: "quiz"}, morning)
	if err != nil {
		return err
	}
	for i := range n {
		a, err := s.Record(answer(session.ID, "card "+strconv.Itoa(i%3)), []byte(strconv.Itoa(i)), morning)
		if err != nil {
			return err
		}
		fmt.Println(a.ID)
	}
	return s.Close()
}

func writer(path string, answers int) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), writerVariable+"="+path, "REHEARSE_TEST_ANSWERS="+strconv.Itoa(answers))
	cmd.Stderr = os.Stderr
	return cmd
}

// R19: a writer that is killed loses at most the answer it was writing: all that it
// had said were kept are there, and the file is sound without any repair.
func TestR19KilledWriter(t *testing.T) {
	kills := killsUsual
	if n, err := strconv.Atoi(os.Getenv(killsVariable)); err == nil {
		kills = n
	}
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	draw := rand.New(rand.NewPCG(seed, 0))
	path := filepath.Join(t.TempDir(), FileName)
	acknowledged := map[string]bool{}
	unsaid := 0
	for range kills {
		killedAfter(t, path, draw.IntN(12), time.Duration(draw.IntN(1500))*time.Microsecond, acknowledged)
		unsaid++
		s := opened(t, path)
		if s.SetAside != "" {
			t.Fatalf("set aside: %s", s.SetAside)
		}
		there := answers(t, s)
		lost := len(acknowledged)
		for _, a := range there {
			if acknowledged[a.ID.String()] {
				lost--
			}
		}
		if extra := len(there) - len(acknowledged); lost > 0 || extra < 0 || extra > unsaid {
			t.Fatalf("%d answers lost, %d there that were not said to be, after %d kills", lost, extra, unsaid)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s := opened(t, path)
	checkCards(t, s)
	t.Logf("%d answers, %d of them unsaid, after %d kills", len(answers(t, s)), len(answers(t, s))-len(acknowledged), kills)
}

// killedAfter kills a writer when it has kept so many answers and a moment has
// passed, and adds those that it said were kept.
func killedAfter(t *testing.T, path string, answers int, moment time.Duration, acknowledged map[string]bool) {
	t.Helper()
	cmd := writer(path, 1_000_000)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(out)
	for said := 0; ; said++ {
		if said == answers {
			time.Sleep(moment)
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
		}
		line, err := lines.ReadString('\n')
		if err != nil {
			break
		}
		acknowledged[strings.TrimSpace(line)] = true
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() >= 0 {
		t.Fatalf("the writer ended by itself: %v", cmd.ProcessState)
	}
}

// checkCards compares the schedule with what the answers come to.
func checkCards(t *testing.T, s *Store) {
	t.Helper()
	if err := s.Check(); err != nil {
		t.Error(err)
	}
	cards, err := s.Cards()
	if err != nil {
		t.Fatal(err)
	}
	reps := map[string]int{}
	for _, a := range answers(t, s) {
		reps[a.Card]++
	}
	for _, c := range cards {
		if c.Reps != reps[c.Name] {
			t.Errorf("card %s has %d answers, there are %d", c.Name, c.Reps, reps[c.Name])
		}
	}
	if len(cards) != len(reps) {
		t.Errorf("%d cards, answers for %d", len(cards), len(reps))
	}
}

// Three processes that write at once keep all of their answers, each once, and
// none is told that the file is locked. They also open it at once, the first
// time.
func TestR21ProcessesWriteAtOnce(t *testing.T) {
	const processes, each = 3, 40
	path := filepath.Join(t.TempDir(), "home", FileName)
	var said [processes][]byte
	var errs [processes]error
	var all sync.WaitGroup
	for i := range processes {
		all.Go(func() { said[i], errs[i] = writer(path, each).Output() })
	}
	all.Wait()
	s := opened(t, path)
	there := map[string]bool{}
	for _, a := range answers(t, s) {
		there[a.ID.String()] = true
	}
	for i := range processes {
		ids := strings.Fields(string(said[i]))
		if errs[i] != nil || len(ids) != each {
			t.Errorf("process %d: %v, %d answers", i, errs[i], len(ids))
		}
		for _, id := range ids {
			if !there[id] {
				t.Errorf("%s is lost", id)
			}
			delete(there, id)
		}
	}
	if len(there) > 0 {
		t.Errorf("nobody has written %v", there)
	}
	checkCards(t, s)
}
