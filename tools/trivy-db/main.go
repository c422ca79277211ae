// Command trivy-db writes a vulnerability database in the form that Trivy reads: a bbolt file whose buckets hold JSON.
//
//	trivy-db OUTPUT < description.json
//
// The description is one JSON object: an object becomes a bucket, anything else in it a value, as JSON. So
//
//	{"debian 12": {"openssl": {"CVE-2024-1234": "{\"FixedVersion\":\"3.0.13\"}"}}}
//
// is the bucket `debian 12`, in it the bucket `openssl`, in it a key with the text as its value.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	bolt "go.etcd.io/bbolt"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "trivy-db:", err)
		os.Exit(1)
	}
}

func run() error {
	if len(os.Args) != 2 {
		return fmt.Errorf("usage: trivy-db OUTPUT < description.json")
	}
	var buckets map[string]map[string]any
	if err := json.NewDecoder(os.Stdin).Decode(&buckets); err != nil {
		return fmt.Errorf("the description is not as it should be: %w", err)
	}
	db, err := bolt.Open(os.Args[1], 0o644, nil)
	if err != nil {
		return err
	}
	defer db.Close()
	return db.Update(func(tx *bolt.Tx) error {
		for name, content := range buckets {
			bucket, err := tx.CreateBucketIfNotExists([]byte(name))
			if err != nil {
				return err
			}
			if err := fill(bucket, content); err != nil {
				return err
			}
		}
		return nil
	})
}

func fill(bucket *bolt.Bucket, content map[string]any) error {
	for key, value := range content {
		switch value := value.(type) {
		case map[string]any:
			inner, err := bucket.CreateBucketIfNotExists([]byte(key))
			if err != nil {
				return err
			}
			if err := fill(inner, value); err != nil {
				return err
			}
		case string:
			if err := bucket.Put([]byte(key), []byte(value)); err != nil {
				return err
			}
		default:
			return fmt.Errorf("%s: a bucket holds buckets and texts", key)
		}
	}
	return nil
}
