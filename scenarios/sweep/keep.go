package sweep

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Store is a directory in which sums wait to be taken up again, a file each.
type Store string

// kept is a sum in a file.
type kept struct {
	Digest, Build string
	Sum           *Sum
}

// DefaultStore is where sums are kept if nobody says where.
func DefaultStore() (Store, error) {
	dir, err := os.UserCacheDir()
	return Store(filepath.Join(dir, "rehearse", "sweeps")), err
}

func (st Store) path(p *Plan) string { return filepath.Join(string(st), p.Spec.Digest()[:32]+".json") }

// Keep writes the sum of a plan, whole or not at all.
func (st Store) Keep(p *Plan, s *Sum) error {
	text, err := json.Marshal(kept{p.Spec.Digest(), Build(), s})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(string(st), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(string(st), ".sum-*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(text)
	if err = errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), st.path(p))
}

// ErrNothingKept says that nothing is kept of a sweep.
var ErrNothingKept = errors.New("nothing is kept of this sweep")

// TakeUp reads the sum of a plan. One of another build is refused.
func (st Store) TakeUp(p *Plan) (*Sum, error) {
	text, err := os.ReadFile(st.path(p))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNothingKept
	}
	if err != nil {
		return nil, err
	}
	k := kept{Sum: NewSum(p)}
	if err := json.Unmarshal(text, &k); err != nil {
		return nil, fmt.Errorf("%s is damaged: %w", st.path(p), err)
	}
	if k.Build != Build() || k.Digest != p.Spec.Digest() || k.Sum == nil || len(k.Sum.Cells) != len(p.Cells) {
		return nil, fmt.Errorf("%s was kept by another build of rehearse", st.path(p))
	}
	return k.Sum, nil
}

// Forget removes what is kept of a plan, if anything is.
func (st Store) Forget(p *Plan) { _ = os.Remove(st.path(p)) }
