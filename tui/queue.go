package tui

import tea "charm.land/bubbletea/v2"

// queue runs steps one after another: the next begins when the one before has
// ended. A step is called in the event loop and returns a command, whose answer
// calls done, or nil when there was nothing to wait for.
type queue struct {
	waiting []func() tea.Cmd
	running bool
}

// add queues a step and starts it when nothing is running.
func (q *queue) add(step func() tea.Cmd) tea.Cmd {
	q.waiting = append(q.waiting, step)
	return q.next()
}

// done says that the running step has ended, and starts the next.
func (q *queue) done() tea.Cmd {
	q.running = false
	return q.next()
}

func (q *queue) next() tea.Cmd {
	for !q.running && len(q.waiting) > 0 {
		step := q.waiting[0]
		q.waiting = q.waiting[1:]
		if cmd := step(); cmd != nil {
			q.running = true
			return cmd
		}
	}
	return nil
}
