/// Commands about Docker's plugins: no daemon is asked.
@org.jspecify.annotations.NullMarked
package io.libnetwork.cli.plugin;
