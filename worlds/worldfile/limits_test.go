package worldfile

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// bomb is a few hundred bytes whose aliases stand for 10^20 values.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n")
	for i := 1; i < 20; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s*a%d]\n", i, i, strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 9), i-1)
	}
	return b.String()
}

func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// Each of these once took seconds or gigabytes in a reader of its format.
func TestHostileFilesAreCheap(t *testing.T) {
	tests := []struct {
		reason, name, text, want string
	}{
		{"an alias bomb", "x.yaml", bomb(), "got more than 100000 values, aliases expanded; want fewer"},
		{"a long flow list", "x.yaml", "a: [" + strings.Repeat("1,", 2_000_000) + "1]", "got more than 200000 lines"},
		{"as long a flow list as is parsed", "x.yaml", "weights: [" + strings.Repeat("1,", 199_000) + "1]", "values, aliases expanded"},
		{"a long block list", "x.yaml", strings.Repeat("- 1\n", 1_000_000), "got more than 200000 lines"},
		{"many keys nobody knows", "x.yaml", numbered("key%d: 1\n", 90_000), "got more than 999 problems"},
		{"one key many times", "x.yaml", strings.Repeat("a: 1\n", 90_000), "got more than 999 problems"},
		{"quotes without end", "x.yaml", strings.Repeat("\"", 4<<20), "got more than 200000 lines"},
		{"as many quotes as are parsed", "x.yaml", strings.Repeat("\"", 199_000), "can't be read as YAML"},
		{"brackets without end", "x.yaml", strings.Repeat("[]", 2<<20), "got more than 200000 lines"},
		{"as many brackets as are parsed", "x.yaml", strings.Repeat("[]", 99_000), "can't be read as YAML"},
		{"tags without end", "x.yaml", strings.Repeat("! ", 2<<20), "got more than 200000 lines"},
		{"nested brackets", "x.yaml", strings.Repeat("[", 199_000), "levels of nesting"},
		{"nested hyphens", "x.yaml", strings.Repeat("- ", 2<<20), "levels of nesting"},
		{"nested questions", "x.yaml", strings.Repeat("? ", 2<<20), "levels of nesting"},
		{"a long word", "x.yaml", "name: " + strings.Repeat("x", 4<<20-7), "got nothing"},
		{"nested JSON", "x.json", strings.Repeat("[", 4<<20), "levels of nesting"},
		{"JSON on one line", "x.json", "[" + strings.Repeat("1,", 199_000) + "1]", "values, aliases expanded"},
		{"nested TOML", "x.toml", "a=" + strings.Repeat("[", 4<<20-2), "levels deep"},
		{"a dotted key without end", "x.toml", strings.Repeat("a.", 100_000) + "b=1", "levels of nesting"},
		{"many TOML keys", "x.toml", numbered("k%d=1\n", 90_000), "got more than 999 problems"},
		{"TOML on one line", "x.toml", "weights = [" + strings.Repeat("1,", 199_000) + "1]", "values, aliases expanded"},
		{"more than a file may be", "x.yaml", strings.Repeat("# x\n", 1<<20) + "# end", "got a file of more than 4 MB"},
	}
	for _, tt := range tests {
		t.Run(tt.reason, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			_, err := LoadBytes[sample](tt.name, []byte(tt.text), Options{})
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("got %.200s; want %s", fmt.Sprint(err), tt.want)
			}
			// Bytes allocated in all bound what is held at any time; the
			// clock is only logged, because machines differ.
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 200 {
				t.Errorf("allocated %d MB; want at most 200", mb)
			}
			t.Logf("%v, %d MB", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20)
		})
	}
}

func TestLargeFileIsNotRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.yaml")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Truncate(100 << 20); err != nil {
		t.Skip(err)
	}
	f.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err = Load[sample](path, Options{})
	runtime.ReadMemStats(&after)
	if want := path + ": got a file of more than 4 MB; want a world, which is smaller"; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	if after.TotalAlloc-before.TotalAlloc > 1<<20 {
		t.Errorf("allocated %d bytes for a file that is too large", after.TotalAlloc-before.TotalAlloc)
	}
}
