package main

import (
	"context"
	"testing"
	"time"
)

func TestWaitUntil(t *testing.T) {
	if !waitUntil(t.Context(), time.Now().Add(-time.Hour)) {
		t.Error("a time that is past did not come")
	}
	if !waitUntil(t.Context(), time.Now().Add(20*time.Millisecond)) {
		t.Error("a near time did not come")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, at := range []time.Time{time.Now().Add(time.Hour), time.Now().Add(-time.Hour)} {
		if waitUntil(ctx, at) {
			t.Errorf("it waited for %s after it was stopped", at)
		}
	}
}
