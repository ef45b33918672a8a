BEGIN TRANSACTION;
CREATE TABLE effect (
	id INTEGER NOT NULL, 
	mark_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	scenario VARCHAR(40) NOT NULL, 
	today FLOAT NOT NULL, 
	yours FLOAT NOT NULL, 
	change FLOAT NOT NULL, 
	low FLOAT NOT NULL, 
	high FLOAT NOT NULL, 
	worlds INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(mark_id) REFERENCES mark (id)
);
INSERT INTO "effect" VALUES(1,1,0,'corner-shop',0.4,4.20000000000000039968e-01,2.00000000000000177635e-02,2.00000000000000177635e-02,2.00000000000000177635e-02,2);
INSERT INTO "effect" VALUES(2,1,1,'festival-rush',0.4,4.20000000000000039968e-01,2.00000000000000177635e-02,2.00000000000000177635e-02,2.00000000000000177635e-02,2);
INSERT INTO "effect" VALUES(3,1,2,'all',0.4,4.20000000000000039968e-01,2.00000000000000177635e-02,2.00000000000000177635e-02,2.00000000000000177635e-02,4);
INSERT INTO "effect" VALUES(4,2,0,'corner-shop',12.0,0.0,-12.0,-12.0,-12.0,2);
INSERT INTO "effect" VALUES(5,2,1,'festival-rush',12.0,0.0,-12.0,-12.0,-12.0,2);
INSERT INTO "effect" VALUES(6,2,2,'all',12.0,0.0,-12.0,-12.0,-12.0,4);
CREATE TABLE evidence (
	id INTEGER NOT NULL, 
	mark_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	scenario VARCHAR(40) NOT NULL, 
	seed BIGINT NOT NULL, 
	day FLOAT NOT NULL, 
	event_references TEXT NOT NULL, 
	words TEXT NOT NULL, 
	is_for BOOLEAN NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(mark_id) REFERENCES mark (id)
);
INSERT INTO "evidence" VALUES(1,1,0,'corner-shop',3066641714805816980,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(2,1,1,'corner-shop',6328663523234007221,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(3,1,2,'festival-rush',492478163798205355,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(4,1,3,'festival-rush',4630444900921569329,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(5,1,4,'corner-shop',3066641714805816980,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(6,1,5,'corner-shop',6328663523234007221,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(7,2,0,'corner-shop',3066641714805816980,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(8,2,1,'corner-shop',6328663523234007221,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(9,2,2,'festival-rush',492478163798205355,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(10,2,3,'festival-rush',4630444900921569329,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(11,2,4,'corner-shop',3066641714805816980,1.0,'today/visit:0','An event.',1);
INSERT INTO "evidence" VALUES(12,2,5,'corner-shop',6328663523234007221,1.0,'today/visit:0','An event.',1);
CREATE TABLE gate (
	id INTEGER NOT NULL, 
	mark_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	words TEXT NOT NULL, 
	measure VARCHAR(60) NOT NULL, 
	figure FLOAT NOT NULL, 
	bound FLOAT NOT NULL, 
	holds BOOLEAN NOT NULL, 
	shown TEXT NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(mark_id) REFERENCES mark (id)
);
INSERT INTO "gate" VALUES(1,1,0,'the shop earns no less than today','net_margin_hkd',1.0,0.0,1,'Profit: +HK$1');
INSERT INTO "gate" VALUES(2,2,0,'the shop does not simply stop selling','orders',0.0,-50.0,1,'Orders: +0.0');
CREATE TABLE mark (
	id INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	criterion VARCHAR(60) NOT NULL, 
	title TEXT NOT NULL, 
	result VARCHAR(20) NOT NULL, 
	reasons TEXT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (submission_id, criterion), 
	FOREIGN KEY(submission_id) REFERENCES submission (id)
);
INSERT INTO "mark" VALUES(1,1,0,'keeps-customers','More customers stay, and the shop does not pay too much for it','competent','Customers kept: +2.0 points on average over 4 shops (95 % interval +2.0 points to +2.0 points). Asked: +1.0 points or more. That is reached.
Condition: the shop earns no less than today. Profit: +HK$1. It holds.');
INSERT INTO "mark" VALUES(2,1,1,'lawful-messages','Messages go only to people who may receive them','competent','Incidents of UE-07, PD-01, PD-02, PD-06 in a run: 0.0 on average over 4 shops, against 12.0 today. Asked: no more than 0.5. That is kept.
Condition: the shop does not simply stop selling. Orders: +0.0. It holds.');
INSERT INTO "mark" VALUES(3,1,2,'reasons','The plan has reasons that fit the shop','to be marked','A person reads the words.
Competent from level 2: Says who the plan is for and why, and what it costs or risks.');
INSERT INTO "mark" VALUES(4,1,3,'explanation','What happened is explained from the events','not yet competent','Nothing is written: Nothing is said, or only that figures went up or down.');
INSERT INTO "mark" VALUES(5,1,4,'in-my-shop','The lesson is carried to a real shop, within the law','not yet competent','Nothing is written: Nothing is said, or it breaks the law on messages.');
CREATE TABLE note (
	name VARCHAR(40) NOT NULL, 
	value TEXT NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "note" VALUES('kind','storesim gradebook');
INSERT INTO "note" VALUES('version','1');
INSERT INTO "note" VALUES('secret','dd1e23561a6b419373cf06fa381786388ab4d0fd55f21958c38cd255da1c773c');
CREATE TABLE problem (
	id INTEGER NOT NULL, 
	path TEXT NOT NULL, 
	problem TEXT NOT NULL, 
	noted_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "problem" VALUES(1,'broken.json','broken.json: line 1: allowed JSON, given something else','2026-11-25T02:47:42+00:00');
CREATE TABLE submission (
	id INTEGER NOT NULL, 
	digest VARCHAR(64) NOT NULL, 
	path TEXT NOT NULL, 
	exercise VARCHAR(40) NOT NULL, 
	learner VARCHAR(40) NOT NULL, 
	attempt INTEGER NOT NULL, 
	workbook VARCHAR(40) NOT NULL, 
	content TEXT NOT NULL, 
	made_with TEXT NOT NULL, 
	alike TEXT, 
	marked_at VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (learner, exercise, attempt), 
	UNIQUE (digest)
);
INSERT INTO "submission" VALUES(1,'81303ca27768da5f222a617500328f6ddc529cd50650b444bffa3c8af9d3af79','one.json','promotions','TC7-0042',1,'0.1.0','{"answers":{},"decisions":[{"day":0,"reason":"We write only to people who have said yes, because the law asks for it.","values":{"outreach.audience":"recorded consent","outreach.check_requests_before_sending":true}}],"declaration":true,"exercise":"promotions","findings":[],"format":2,"learner":"TC7-0042","prediction":{"because":"","expected":{"retention_rate":"up"}},"workbook":"0.1.0"}','here',NULL,'2026-11-25T02:47:42+00:00');
CREATE TABLE world (
	id INTEGER NOT NULL, 
	submission_id INTEGER NOT NULL, 
	scenario VARCHAR(40) NOT NULL, 
	seed BIGINT NOT NULL, 
	digest_today VARCHAR(64) NOT NULL, 
	digest_yours VARCHAR(64) NOT NULL, 
	PRIMARY KEY (id), 
	FOREIGN KEY(submission_id) REFERENCES submission (id)
);
INSERT INTO "world" VALUES(1,1,'corner-shop',3066641714805816980,'a','b');
INSERT INTO "world" VALUES(2,1,'corner-shop',6328663523234007221,'a','b');
INSERT INTO "world" VALUES(3,1,'festival-rush',492478163798205355,'a','b');
INSERT INTO "world" VALUES(4,1,'festival-rush',4630444900921569329,'a','b');
CREATE INDEX ix_world_submission_id ON world (submission_id);
CREATE INDEX ix_mark_submission_id ON mark (submission_id);
CREATE INDEX ix_effect_mark_id ON effect (mark_id);
CREATE INDEX ix_gate_mark_id ON gate (mark_id);
CREATE INDEX ix_evidence_mark_id ON evidence (mark_id);
COMMIT;
