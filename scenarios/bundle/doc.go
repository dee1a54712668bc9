// Package bundle looks into a revision's bundle: a directory, or a zip, tar or
// tgz archive. It tells which files the bundle holds and what its AppSpec says
// (CD-8.6, CD-9.1). It only reads, never unpacks, and treats the bundle as
// hostile: nothing outside of the directory it is given is opened, and bombs
// and misleading names are refused.
//
// Which file decides what:
//
//	bundle.go     what a bundle is; opening one
//	limits.go     how large it may be
//	entry.go      which names and links an entry may have
//	tree.go       the list of files: duplicates, implied directories, the AppSpec, the stripped directory
//	directory.go  zip.go  tar.go  the three ways to read one
//	fault.go      how a bad bundle is told
package bundle
