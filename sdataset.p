lambda,seed,train_size,train_accuracy,test_accuracy,loss,cost,action,displacement,straightness
