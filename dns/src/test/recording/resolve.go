// Asks by Go's own resolver: GODEBUG=netdns=go resolve
package main

import (
	"context"
	"fmt"
	"net"
)

func main() {
	resolver := &net.Resolver{PreferGo: true}
	ctx := context.Background()
	for _, name := range []string{"web", "crowd", "nobody", "www.example.org"} {
		fmt.Println(resolver.LookupHost(ctx, name))
	}
	fmt.Println(resolver.LookupAddr(ctx, "10.0.0.2"))
	fmt.Println(resolver.LookupMX(ctx, "mail.app"))
	fmt.Println(resolver.LookupTXT(ctx, "mail.app"))
	fmt.Println(resolver.LookupSRV(ctx, "http", "tcp", "web.app"))
	fmt.Println(resolver.LookupCNAME(ctx, "www.example.org"))
}
