package queue

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"

	"github.com/nats-io/nats-server/v2/server"
)

// Server is a NATS server in this process, with its files in a directory.
type Server struct {
	URL    string
	Secret *Secret // nil if only this machine can reach it
	server *server.Server
	log    *complaints
	unlock func()
}

// Listen starts a server at HOST:PORT; port 0 takes one that is free. Only
// addresses of this machine itself go without token and TLS. What was in dir is
// there again, unless it is to be fresh.
func Listen(address, dir string, fresh bool) (*Server, error) {
	host, port, err := split(address)
	if err != nil {
		return nil, err
	}
	unlock, err := lock(dir)
	if err != nil {
		return nil, err
	}
	if fresh {
		err = os.RemoveAll(dir)
	}
	var s *Server
	if err == nil {
		s, err = start(host, port, dir)
	}
	if err != nil {
		unlock()
		return nil, err
	}
	s.unlock = unlock
	return s, nil
}

// lock takes a directory for this process alone; when it dies the lock is free.
func lock(dir string) (unlock func(), err error) {
	if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
		return nil, err
	}
	type locked struct {
		unlock func()
		err    error
	}
	got := make(chan locked, 1)
	go func() {
		unlock, err := lockedfile.MutexAt(dir + ".lock").Lock()
		got <- locked{unlock, err}
	}()
	select {
	case l := <-got:
		return l.unlock, l.err
	case <-time.After(time.Second):
		go func() {
			if l := <-got; l.err == nil {
				l.unlock() // it came too late
			}
		}()
		return nil, errors.New("another server uses " + dir + "; join it with --nats, or name another directory with --store")
	}
}

func start(host string, port int, dir string) (s *Server, err error) {
	o := &server.Options{
		ServerName: "rehearse", Host: host, Port: port, JetStream: true, StoreDir: dir, NoSigs: true, NoLog: true, DisableJetStreamBanner: true,
	}
	s = &Server{log: newComplaints()}
	if !loopback(host) {
		if s.Secret, err = newSecret(); err != nil {
			return nil, err
		}
		o.Authorization, o.TLSTimeout = s.Secret.Token, 5
		o.TLSConfig = &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{s.Secret.certificate}}
	}
	if s.server, err = server.NewServer(o); err != nil {
		return nil, fmt.Errorf("the server can not start: %w", err)
	}
	s.server.SetLoggerV2(s.log, false, false, false)
	s.server.Start()
	if !s.server.ReadyForConnections(10 * time.Second) {
		s.server.Shutdown()
		return nil, errors.New("the server does not get ready; is there room on the disk?")
	}
	s.URL = s.url(host)
	return s, nil
}

// split checks an address, and that nobody listens there.
func split(address string) (host string, port int, err error) {
	host, text, err := net.SplitHostPort(address)
	if err != nil || host == "" {
		return "", 0, errors.New("that is no address; write one such as 127.0.0.1:4222")
	}
	if port, err = strconv.Atoi(text); err != nil || port < 0 || port > 65535 {
		return "", 0, errors.New("that is no port; write 0 to 65535, 0 for one that is free")
	}
	probe, err := net.Listen("tcp", address)
	if err != nil {
		return "", 0, err
	}
	if port == 0 {
		port = probe.Addr().(*net.TCPAddr).Port
	}
	return host, port, probe.Close()
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// url is where workers find the server. One that listens everywhere is called by
// an address of this machine.
func (s *Server) url(host string) string {
	scheme := "nats://"
	if s.Secret != nil {
		scheme = "tls://"
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = outward(host)
	}
	return scheme + net.JoinHostPort(host, strconv.Itoa(s.server.Addr().(*net.TCPAddr).Port))
}

// outward is the first address of this machine that others may reach.
func outward(host string) string {
	list, _ := net.InterfaceAddrs()
	for _, a := range list {
		if n, ok := a.(*net.IPNet); ok && n.IP.IsGlobalUnicast() && (n.IP.To4() != nil || net.ParseIP(host).To4() == nil) {
			return n.IP.String()
		}
	}
	return host
}

// linger is how long workers have to hear that it is over.
const linger = 3 * time.Second

// Close ends the server; its files stay. Workers that are still there get some time
// to leave by themselves.
func (s *Server) Close() {
	for end := time.Now().Add(linger); s.server.NumClients() > 0 && time.Now().Before(end); {
		time.Sleep(50 * time.Millisecond)
	}
	s.stop()
}

func (s *Server) stop() {
	s.server.Shutdown()
	s.server.WaitForShutdown()
	s.unlock()
}
