//! Ids become vectors: the embedding and the bag of embeddings
