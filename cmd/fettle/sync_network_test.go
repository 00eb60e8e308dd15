package main

import (
	"bufio"
	"encoding/pem"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	stdsync "sync"
	"testing"
)

// tunnel is a proxy of a council: whatever host somebody asks for, it leads to
// one server, and it writes down who was asked for.
type tunnel struct {
	net.Listener
	to    string
	mu    stdsync.Mutex
	asked []string
}

func openTunnel(t *testing.T, to string) *tunnel {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &tunnel{Listener: listener, to: to}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go p.serve(conn)
		}
	}()
	return p
}

// serve answers one CONNECT (RFC 9110, 9.3.6).
func (p *tunnel) serve(conn net.Conn) {
	defer func() { _ = conn.Close() }()
	from := bufio.NewReader(conn)
	request, err := http.ReadRequest(from)
	if err != nil || request.Method != http.MethodConnect {
		return
	}
	p.mu.Lock()
	p.asked = append(p.asked, request.Host)
	p.mu.Unlock()
	server, err := net.Dial("tcp", p.to)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\n\r\n")
	go func() { _, _ = io.Copy(server, from) }()
	_, _ = io.Copy(conn, server)
}

// Councils reach the network through a proxy that ends the encryption itself,
// with a certificate of their own. The system is told by HTTPS_PROXY and
// SSL_CERT_FILE, and so is Fettle.
func TestProxyAndCertificateOfTheCouncil(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("this system keeps its certificates in a store of its own and asks that")
	}
	feed := httptest.NewUnstartedServer(&playedFeed{count: 12, stamps: map[int]int{}})
	feed.Config.ErrorLog = log.New(io.Discard, "", 0)
	feed.StartTLS()
	defer feed.Close()
	proxy := openTunnel(t, feed.Listener.Addr().String())
	data, certificate := t.TempDir(), filepath.Join(t.TempDir(), "council.pem")
	block := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: feed.Certificate().Raw})
	if err := os.WriteFile(certificate, block, 0o600); err != nil {
		t.Fatal(err)
	}
	// Outside of the tunnel nobody is called that.
	add := func(environment ...string) (string, error) {
		cmd := fettleCommand(t, "feeds", "add", "https://example.com/", "--name", "played", "--data", data)
		cmd.Env = append(cmd.Env, "NO_PROXY=", "no_proxy=", "HTTPS_PROXY=http://"+proxy.Addr().String())
		cmd.Env = append(cmd.Env, environment...)
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	if out, err := add(); err == nil || !strings.Contains(out, "can't be trusted") {
		t.Errorf("without the certificate: %v\n%s", err, out)
	}
	if out, err := add("SSL_CERT_FILE=" + certificate); err != nil {
		t.Fatalf("with the certificate: %v\n%s", err, out)
	}
	sync := fettleCommand(t, "sync", "--data", data)
	sync.Env = append(sync.Env, "NO_PROXY=", "no_proxy=", "HTTPS_PROXY=http://"+proxy.Addr().String(), "SSL_CERT_FILE="+certificate)
	mustRun(t, sync)
	if _, n := hashOf(t, data); n != 12 {
		t.Errorf("%d services came through the proxy, want 12", n)
	}
	for _, host := range proxy.asked {
		if host != "example.com:443" {
			t.Errorf("the proxy was asked for %s", host)
		}
	}
}
