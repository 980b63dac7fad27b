BEGIN TRANSACTION;
CREATE TABLE inbound (
	id INTEGER NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	source VARCHAR(64) NOT NULL,
	destination VARCHAR(64) NOT NULL,
	text TEXT NOT NULL,
	data_coding INTEGER NOT NULL,
	received_at BIGINT NOT NULL,
	raw BLOB NOT NULL,
	reference BIGINT,
	part INTEGER,
	parts INTEGER,
	count INTEGER NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "inbound" VALUES(1,'main','8613800000001','10086','yes',0,1780000000000000,X'796573',NULL,NULL,NULL,1);
CREATE TABLE message (
	id INTEGER NOT NULL,
	account_id VARCHAR(64) NOT NULL,
	sender VARCHAR(64) NOT NULL,
	recipient VARCHAR(64) NOT NULL,
	number VARCHAR(64) NOT NULL,
	country VARCHAR(2) NOT NULL,
	text TEXT NOT NULL,
	encoding VARCHAR(16) NOT NULL,
	registered_delivery INTEGER NOT NULL,
	options TEXT NOT NULL,
	segment_count INTEGER NOT NULL,
	queued_at BIGINT NOT NULL,
	state VARCHAR(16) NOT NULL,
	status BIGINT,
	error VARCHAR(64) NOT NULL,
	sent_at BIGINT,
	answered_at BIGINT,
	done_at BIGINT,
	PRIMARY KEY (id)
);
INSERT INTO "message" VALUES(1,'main','YCloud','+8613800000001','8613800000001','CN','Your code is 271828.','GSM-7',1,'{}',1,1780000000000000,'delivered',0,'',1780000001000000,1780000002000000,1780000005000000);
INSERT INTO "message" VALUES(2,'main','YCloud','+8613800000001','8613800000001','CN','Your code is 271828.','GSM-7',1,'{}',2,1780000000000005,'queued',NULL,'',NULL,NULL,NULL);
CREATE TABLE meta (
	"key" VARCHAR(64) NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('schema_version','1');
CREATE TABLE receipt (
	id INTEGER NOT NULL,
	segment_id INTEGER,
	account_id VARCHAR(64) NOT NULL,
	smsc_id VARCHAR(255) NOT NULL,
	id_key VARCHAR(255) NOT NULL,
	hex_ids BOOLEAN NOT NULL,
	stat VARCHAR(64) NOT NULL,
	err VARCHAR(64) NOT NULL,
	state VARCHAR(16) NOT NULL,
	decides BOOLEAN NOT NULL,
	received_at BIGINT NOT NULL,
	submit_date BIGINT,
	done_date BIGINT,
	raw BLOB NOT NULL,
	text TEXT NOT NULL,
	source VARCHAR(64) NOT NULL,
	destination VARCHAR(64) NOT NULL,
	problems TEXT NOT NULL,
	count INTEGER NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(segment_id) REFERENCES segment (id) ON DELETE CASCADE
);
INSERT INTO "receipt" VALUES(1,1,'main','1','1',0,'DELIVRD','000','delivered',1,1780000005000000,NULL,NULL,X'69643A31207375623A30303120646C7672643A30303120737461743A44454C49565244206572723A30303020746578743A6E6F6E65','id:1 sub:001 dlvrd:001 stat:DELIVRD err:000 text:none','8613800000001','YCloud','',1);
INSERT INTO "receipt" VALUES(2,NULL,'main','9','9',0,'DELIVRD','000','delivered',1,1780000005000000,NULL,NULL,X'69643A39207375623A30303120646C7672643A30303120737461743A44454C49565244206572723A30303020746578743A6E6F6E65','id:9 sub:001 dlvrd:001 stat:DELIVRD err:000 text:none','8613800000001','YCloud','',1);
CREATE TABLE run (
	id INTEGER NOT NULL,
	ended_at BIGINT,
	PRIMARY KEY (id)
);
INSERT INTO "run" VALUES(1795384878482032,1795384878541103);
CREATE TABLE segment (
	id INTEGER NOT NULL,
	message_id INTEGER NOT NULL,
	number INTEGER NOT NULL,
	units INTEGER NOT NULL,
	wire BLOB NOT NULL,
	run_id INTEGER,
	account_id VARCHAR(64) NOT NULL,
	state VARCHAR(16) NOT NULL,
	smsc_id VARCHAR(255),
	id_key VARCHAR(255),
	status BIGINT,
	error VARCHAR(64) NOT NULL,
	sent_at BIGINT,
	answered_at BIGINT,
	done_at BIGINT,
	doubt VARCHAR(64) NOT NULL,
	PRIMARY KEY (id),
	FOREIGN KEY(message_id) REFERENCES message (id) ON DELETE CASCADE
);
INSERT INTO "segment" VALUES(1,1,1,100,X'',NULL,'main','delivered','1','1',0,'',1780000001000000,1780000002000000,1780000005000000,'');
INSERT INTO "segment" VALUES(2,2,1,100,X'776972652031',1795384878482032,'main','queued',NULL,NULL,NULL,'',NULL,NULL,NULL,'');
INSERT INTO "segment" VALUES(3,2,2,100,X'776972652032',1795384878482032,'main','queued',NULL,NULL,NULL,'',NULL,NULL,NULL,'');
CREATE INDEX message_by_time ON message (queued_at, id);
CREATE INDEX message_by_error ON message (error, queued_at, id) WHERE error != '';
CREATE INDEX message_by_state ON message (state, queued_at, id);
CREATE INDEX message_by_account ON message (account_id, queued_at, id);
CREATE INDEX message_by_number ON message (number, queued_at, id);
CREATE INDEX inbound_by_time ON inbound (received_at, id);
CREATE INDEX inbound_by_source ON inbound (source, received_at);
CREATE INDEX segment_by_smsc_id ON segment (id_key, account_id) WHERE id_key IS NOT NULL;
CREATE INDEX segment_by_run ON segment (run_id) WHERE run_id IS NOT NULL;
CREATE INDEX segment_by_message ON segment (message_id);
CREATE INDEX receipt_unmatched ON receipt (id_key) WHERE segment_id IS NULL;
CREATE INDEX receipt_by_segment ON receipt (segment_id) WHERE segment_id IS NOT NULL;
COMMIT;
