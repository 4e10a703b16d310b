module meshproof/httpbin

go 1.24.0

require github.com/mccutchen/go-httpbin/v2 v2.15.0

tool github.com/mccutchen/go-httpbin/v2/cmd/go-httpbin
