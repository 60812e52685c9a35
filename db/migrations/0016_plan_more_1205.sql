-- custom
insert into pack_offer (messages, cents) values (500, 1500), (1000, 2800), (1500, 3900), (2000, 4800);
