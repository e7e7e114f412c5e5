package io.libnetwork.linux.nftables;

/// Numbers of `linux/netfilter/nf_tables.h` that are met in both directions.
final class RulesetMessages {

  /// `linux/netfilter/nfnetlink.h`.
  static final int NFNL_SUBSYS_NFTABLES = 10;

  static final int NFT_MSG_NEWTABLE = 0;
  static final int NFT_MSG_DELTABLE = 2;
  static final int NFT_MSG_NEWCHAIN = 3;
  static final int NFT_MSG_GETCHAIN = 4;
  static final int NFT_MSG_DELCHAIN = 5;
  static final int NFT_MSG_NEWRULE = 6;
  static final int NFT_MSG_GETRULE = 7;
  static final int NFT_MSG_DELRULE = 8;
  static final int NFT_MSG_NEWSET = 9;
  static final int NFT_MSG_GETSET = 10;
  static final int NFT_MSG_DELSET = 11;
  static final int NFT_MSG_NEWSETELEM = 12;
  static final int NFT_MSG_GETSETELEM = 13;
  static final int NFT_MSG_DELSETELEM = 14;
  static final int NFT_MSG_NEWGEN = 15;
  static final int NFT_MSG_GETGEN = 16;

  /// `NFTA_TABLE_NAME`, `NFTA_CHAIN_TABLE`, `NFTA_RULE_TABLE`, `NFTA_SET_TABLE` and
  /// `NFTA_SET_ELEM_LIST_TABLE` alike.
  static final int NFTA_TABLE = 1;

  /// `NFTA_RULE_CHAIN`, `NFTA_SET_NAME` and `NFTA_SET_ELEM_LIST_SET` alike.
  static final int NFTA_NAME = 2;

  static final int NFTA_CHAIN_NAME = 3;

  static final int NFTA_SET_ELEM_LIST_ELEMENTS = 3;
  static final int NFTA_SET_ELEM_KEY = 1;
  static final int NFTA_SET_ELEM_DATA = 2;
  static final int NFTA_SET_ELEM_KEY_END = 10;
  static final int NFTA_DATA_VALUE = 1;

  /// `struct nfgenmsg` of `linux/netfilter/nfnetlink.h`, before the attributes of every message.
  static final int NFGENMSG_SIZE = 4;

  private RulesetMessages() {}
}
