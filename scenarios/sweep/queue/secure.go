package queue

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/hex"
	"errors"
	"math/big"
	"strings"
	"time"
)

// Secret is what lets a worker join a server that others can reach: a token, and
// the fingerprint of the server's certificate. Both are made when the server
// starts, and live as long as it does.
type Secret struct {
	Token       string
	Fingerprint string // SHA-256 of the certificate, in hexadecimal digits
	certificate tls.Certificate
}

// newSecret makes a secret.
func newSecret() (*Secret, error) {
	token := make([]byte, 24)
	if _, err := rand.Read(token); err != nil {
		return nil, err
	}
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	form := &x509.Certificate{
		SerialNumber: new(big.Int).SetBytes(token[:8]), Subject: pkix.Name{CommonName: "rehearse sweep"},
		NotBefore: time.Now().Add(-48 * time.Hour), NotAfter: time.Now().AddDate(1, 0, 0), // clocks may differ
		KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		return nil, err
	}
	return &Secret{hex.EncodeToString(token), fingerprint(der), tls.Certificate{Certificate: [][]byte{der}, PrivateKey: private}}, nil
}

func fingerprint(der []byte) string {
	sum := sha256.Sum256(der)
	return hex.EncodeToString(sum[:])
}

// errOtherCertificate says that the server is not the one that was meant.
var errOtherCertificate = errors.New("the server's certificate has another fingerprint")

// IsFingerprint says whether a text can be the fingerprint of a certificate.
func IsFingerprint(text string) bool {
	bytes, err := hex.DecodeString(strings.ReplaceAll(text, ":", ""))
	return err == nil && len(bytes) == sha256.Size
}

// pinned trusts one certificate and no other, whoever signed it.
func pinned(want string) *tls.Config {
	want = strings.ToLower(strings.ReplaceAll(want, ":", ""))
	return &tls.Config{
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // VerifyConnection does it
		VerifyConnection: func(s tls.ConnectionState) error {
			if len(s.PeerCertificates) == 0 || fingerprint(s.PeerCertificates[0].Raw) != want {
				return errOtherCertificate
			}
			return nil
		},
	}
}
