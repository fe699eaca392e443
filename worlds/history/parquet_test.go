package history

import (
	"bytes"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
)

func parquetOf[T any](t testing.TB, rows []T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := WriteParquet(&b, "sample.parquet", rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParquetReadsBack(t *testing.T) {
	for _, n := range []int{0, 1, parquetBatch, 3*parquetBatch + 1, 5000} {
		rows := randomRows[sampleRow](rand.New(rand.NewPCG(uint64(n), 4)), n)
		for i := range rows {
			rows[i].Notes = ""
		}
		text := parquetOf(t, rows)
		back, err := ReadParquet[sampleRow](bytes.NewReader(text), int64(len(text)), "sample.parquet")
		if err != nil {
			t.Fatalf("%d rows: %v", n, err)
		}
		if err := sameRows(rows, back); err != nil {
			t.Errorf("%d rows: %v", n, err)
		}
	}
}

func TestParquetBytesAreTheSameAgain(t *testing.T) {
	rows := randomRows[AgentRow](rand.New(rand.NewPCG(1, 4)), 700)
	if !bytes.Equal(parquetOf(t, rows), parquetOf(t, rows)) {
		t.Error("two files of the same rows differ")
	}
}

func TestParquetKeepsOrderTypesAndNulls(t *testing.T) {
	text := parquetOf(t, []sampleRow{{Price: math.NaN()}, {Price: 0}, {Price: math.Copysign(0, -1)}})
	f, err := parquet.OpenFile(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	want := "tick INT(64,true), name STRING, price_usd DOUBLE, open BOOLEAN, seed INT(64,false), detail STRING"
	if got := describe(f.Schema()); got != want {
		t.Errorf("columns: got %s; want %s", got, want)
	}
	back, err := ReadParquet[sampleRow](bytes.NewReader(text), int64(len(text)), "sample.parquet")
	if err != nil {
		t.Fatal(err)
	}
	if !math.IsNaN(back[0].Price) || math.IsNaN(back[1].Price) || !math.Signbit(back[2].Price) {
		t.Errorf("got %v; want NaN, 0 and -0 apart", back)
	}
}

func TestDamagedParquetIsAnError(t *testing.T) {
	type other struct {
		Tick int64 `csv:"tick"`
	}
	good := parquetOf(t, randomRows[sampleRow](rand.New(rand.NewPCG(1, 4)), 2000))
	text := parquetOf(t, []other{{1}})
	if _, err := ReadParquet[sampleRow](bytes.NewReader(text), int64(len(text)), "other.parquet"); err == nil || !strings.Contains(err.Error(), "other.parquet: columns: got tick INT(64,true); want tick") {
		t.Errorf("another table: got %v", err)
	}
	for _, n := range []int{0, 3, 11, len(good) / 2, len(good) - 1} {
		if _, err := ReadParquet[sampleRow](bytes.NewReader(good[:n]), int64(n), "cut.parquet"); err == nil {
			t.Errorf("cut to %d bytes: got no error", n)
		}
	}
	rng := rand.New(rand.NewPCG(1, 4))
	for range 300 {
		// Whatever a changed byte does, it must not end the program.
		bad := bytes.Clone(good)
		bad[rng.IntN(len(bad))] ^= byte(1 + rng.IntN(255))
		ReadParquet[sampleRow](bytes.NewReader(bad), int64(len(bad)), "bad.parquet")
	}
}
