package exact

// Key is what the streams of one purpose of one agent have in common over the ticks: a stream is made from it without
// reading the names again.
type Key struct{ hash uint64 }

// NewKey returns the key of the streams NewStream(seed, agent, purpose, tick) of all ticks.
func NewKey(seed uint64, agent, purpose string) Key {
	a := mix(seed ^ 0x9e3779b97f4a7c15)
	a = hashString(a, agent)
	return Key{hashString(a, purpose)}
}

// At returns the stream of a tick.
func (k Key) At(tick int) Stream {
	a := mix(k.hash ^ uint64(int64(tick)))
	b := mix(a + 0xd1b54a32d192ed03)
	var s Stream
	s.generator.Seed(a, b)
	return s
}
