/// A ruleset's tables, chains, sets and maps as values, and a transaction that is applied whole or
/// not at all.
///
/// Start with [io.libnetwork.linux.nftables.Table], which makes the other values; gather what is to
/// change in a [io.libnetwork.linux.nftables.Transaction]; have an open
/// [io.libnetwork.linux.nftables.Nftables] apply it. Whatever comes from outside is a typed value
/// that checked itself ([io.libnetwork.linux.nftables.Component]), so no name can end a command and
/// begin another. The words are those of nft(8).
///
/// This package knows the language, not what is written in it: which rules a network needs is the
/// firewall's business. Everything but `Nftables` is pure and works on any system.
package io.libnetwork.linux.nftables;
