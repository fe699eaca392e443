package history

import (
	"bytes"
	"io"
	"testing"
)

// benchRun has the size of the 2025 world: 121 ticks, 15 agents, 120 offers.
func benchRun() *Run { return plausibleRun(1, 120, 15, 120) }

func BenchmarkWriteOffers(b *testing.B) {
	run := benchRun()
	var size bytes.Buffer
	if err := WriteTable(&size, "offers.csv", run.Offers); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(size.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteTable(io.Discard, "offers.csv", run.Offers); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadOffers(b *testing.B) {
	run := benchRun()
	var text bytes.Buffer
	if err := WriteTable(&text, "offers.csv", run.Offers); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(text.Len()))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := ReadTable[OfferRow](bytes.NewReader(text.Bytes()), "offers.csv"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDigest(b *testing.B) {
	run := benchRun()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Digest(run); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteParquetOffers(b *testing.B) {
	run := benchRun()
	b.ReportAllocs()
	for b.Loop() {
		if err := WriteParquet(io.Discard, "offers.parquet", run.Offers); err != nil {
			b.Fatal(err)
		}
	}
}
